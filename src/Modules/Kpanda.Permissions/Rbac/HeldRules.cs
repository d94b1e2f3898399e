using System.Collections.Concurrent;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// Everything that one person holds in one cluster, by grants and by observed bindings. Made anew when either changes; remembers what lists of which kinds it
/// opens. Immutable as far as anybody can see, safe for concurrent use.
/// </summary>
internal sealed class HeldRules
{
    private static readonly GroupResource Namespaces = new("", "namespaces");

    private readonly RuleSet[] _everywhere;
    private readonly Dictionary<string, RuleSet[]> _inNamespace;
    private readonly bool _readOnly;
    private readonly ConcurrentDictionary<(string Verb, GroupResource Resource), OpenPlaces> _open = new();

    /// <param name="held">Roles, each with the namespace that it is held in; empty for the whole cluster.</param>
    /// <param name="readOnly">Whether calls cannot go out as a person there: then nothing can be changed, whatever roles say.</param>
    public HeldRules(IEnumerable<(string Namespace, RuleSet Rules)> held, bool readOnly)
    {
        var byNamespace = held.GroupBy(static one => one.Namespace, static one => one.Rules, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Distinct().ToArray(), StringComparer.Ordinal);
        _everywhere = byNamespace.Remove("", out var everywhere) ? everywhere : [];
        _inNamespace = byNamespace;
        _readOnly = readOnly;
        OpensCluster = _everywhere.Any(static rules => rules.OpensCluster) || _inNamespace.Values.Any(static all => all.Any(static rules => rules.OpensCluster));
    }

    /// <summary>Nothing.</summary>
    public static HeldRules None { get; } = new([], readOnly: false);

    /// <summary>Whether the cluster exists for the person: something in it is theirs. What everybody may ask about themselves does not open it.</summary>
    public bool OpensCluster { get; }

    /// <summary>Whether exactly this is allowed.</summary>
    public bool Allows(AccessRequest request)
    {
        if (_readOnly && request.Verb is not ("get" or "list" or "watch")) return false;
        foreach (var rules in _everywhere)
            if (rules.Allows(request)) return true;
        if (request.Path.Length > 0 || !_inNamespace.TryGetValue(PlaceOf(request), out var inNamespace)) return false;
        foreach (var rules in inNamespace)
            if (rules.Allows(request)) return true;
        return false;
    }

    /// <summary>Whether it allows what the other one does: the same roles in the same places.</summary>
    public bool IsSameAs(HeldRules other) =>
        ReferenceEquals(this, other)
        || (_readOnly == other._readOnly && IsSame(_everywhere, other._everywhere) && _inNamespace.Count == other._inNamespace.Count
            && _inNamespace.All(pair => other._inNamespace.TryGetValue(pair.Key, out var held) && IsSame(pair.Value, held)));

    /// <summary>Where this may be done with all objects of a kind.</summary>
    public OpenPlaces Open(string verb, GroupResource resource) => _open.GetOrAdd((verb, resource), static (asked, held) => held.Find(asked.Verb, asked.Resource), this);

    // Each holds a role once.
    private static bool IsSame(RuleSet[] own, RuleSet[] other) => own.Length == other.Length && own.All(other.Contains);

    /// <summary>A Namespace object is in itself, as the API server sees it.</summary>
    private static string PlaceOf(AccessRequest request) =>
        request.Namespace.Length == 0 && request.Resource == Namespaces && request.Verb != "create" ? request.Name : request.Namespace;

    private OpenPlaces Find(string verb, GroupResource resource)
    {
        if (_readOnly && verb is not ("get" or "list" or "watch")) return OpenPlaces.None;
        foreach (var rules in _everywhere)
            if (rules.AllowsAll(verb, resource)) return OpenPlaces.All;

        // Namespaces are listed by those that the person may open: who holds something in some of them may list none as a whole.
        if (resource == Namespaces && verb is ("list" or "watch")) verb = "get";
        HashSet<string>? namespaces = null;
        foreach (var (ns, held) in _inNamespace)
        {
            foreach (var rules in held)
            {
                if (!(resource == Namespaces ? rules.Allows(new(verb, resource) { Namespace = ns, Name = ns }) : rules.AllowsAll(verb, resource))) continue;
                (namespaces ??= new(StringComparer.Ordinal)).Add(ns);
                break;
            }
        }

        return namespaces is null ? OpenPlaces.None : new(false, namespaces);
    }
}
