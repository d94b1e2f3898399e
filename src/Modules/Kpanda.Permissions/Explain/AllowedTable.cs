using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Explain;

/// <summary>What roles that are held together allow in one place, kind by kind, each right with the roles that give it.</summary>
internal static class AllowedTable
{
    private static readonly GroupResource NamespaceKind = new("", "namespaces");

    private static readonly string[] Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    /// <summary>The parts of objects that people ask for, each with what can be done with it.</summary>
    private static readonly Dictionary<string, string[]> Parts = new(StringComparer.Ordinal)
    {
        ["log"] = ["get"],
        ["exec"] = ["create"],
        ["attach"] = ["create"],
        ["portforward"] = ["create"],
        ["eviction"] = ["create"],
        ["ephemeralcontainers"] = ["update", "patch"],
        ["scale"] = ["get", "update", "patch"],
    };

    /// <param name="held">Roles, each with the namespace that it is held in; empty for the whole cluster.</param>
    /// <param name="served">The collections of the cluster.</param>
    /// <param name="ns">Namespace that is asked about; empty for the whole cluster.</param>
    /// <param name="readOnly">Whether nothing can be changed, whatever roles say.</param>
    /// <returns>The kinds with which something is allowed.</returns>
    public static IReadOnlyList<AllowedKind> Of(IReadOnlyList<(string Namespace, RuleSet Rules)> held, IEnumerable<ApiResource> served, string ns, bool readOnly)
    {
        var kinds = new List<AllowedKind>();
        foreach (var kind in served.DistinctBy(static kind => kind.Gvr.GroupResource).OrderBy(static kind => kind.Gvr.Group, StringComparer.Ordinal).ThenBy(static kind => kind.Gvr.Resource, StringComparer.Ordinal))
        {
            Add(kind, "", Verbs.Intersect(kind.Verbs));
            foreach (var part in kind.Subresources.Order(StringComparer.Ordinal))
                if (Parts.TryGetValue(part, out var verbs)) Add(kind, part, verbs);
        }

        return kinds;

        void Add(ApiResource kind, string part, IEnumerable<string> verbs)
        {
            var allowed = verbs.Where(verb => !readOnly || verb is "get" or "list" or "watch").Select(verb => One(held, kind, part, verb, ns)).OfType<AllowedVerb>().ToList();
            if (allowed.Count > 0) kinds.Add(new AllowedKind(kind.Gvr.Group, part.Length == 0 ? kind.Gvr.Resource : $"{kind.Gvr.Resource}/{part}", allowed));
        }
    }

    private static AllowedVerb? One(IReadOnlyList<(string Namespace, RuleSet Rules)> held, ApiResource kind, string part, string verb, string ns)
    {
        var resource = kind.Gvr.GroupResource;

        // A Namespace object is in itself, as the API server sees it; a new one is in none yet.
        var isItself = resource == NamespaceKind && verb != "create" && ns.Length > 0;
        var request = new AccessRequest(verb, resource) { Subresource = part, Namespace = kind.Namespaced || isItself ? ns : "", Name = isItself ? ns : "" };
        bool IsHere((string Namespace, RuleSet Rules) role) => role.Namespace.Length == 0 || role.Namespace == request.Namespace;

        var by = Enumerable.Range(0, held.Count).Where(i => IsHere(held[i]) && held[i].Rules.Allows(request)).ToList();
        if (by.Count > 0) return new AllowedVerb(verb, [], by);

        // What has no name yet, or is done to all at once, no rule for single names allows.
        if (verb is "create" && part.Length == 0 || verb is "deletecollection") return null;
        by = [.. Enumerable.Range(0, held.Count).Where(i => IsHere(held[i]) && held[i].Rules.NamesFor(verb, resource, part).Any())];
        return by.Count == 0 ? null : new AllowedVerb(verb, [.. by.SelectMany(i => held[i].Rules.NamesFor(verb, resource, part)).Distinct().Order(StringComparer.Ordinal)], by);
    }
}
