using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>One rule of a role, with the fields and the meaning of <c>rbac.authorization.k8s.io/v1</c> PolicyRule. Immutable.</summary>
internal sealed record PolicyRule
{
    private const string Any = "*";
    private const string AnyResourcesPart = "*/";

    /// <summary>What may be done; <c>*</c> for everything.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>API groups; empty for the core group, <c>*</c> for all.</summary>
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>Plurals such as <c>pods</c>, <c>pods/log</c>, <c>*/scale</c> or <c>*</c> (everything, with its parts).</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The only objects it is about; empty for all.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>Paths that are no resource; a trailing <c>*</c> stands for whatever follows.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    /// <summary>Whether it allows exactly this.</summary>
    public bool Allows(AccessRequest request) => request.Path.Length > 0
        ? Has(Verbs, request.Verb) && HasPath(request.Path)
        : IsAbout(request.Verb, request.Resource, request.Subresource) && (ResourceNames.Count == 0 || (request.Name.Length > 0 && ResourceNames.Contains(request.Name)));

    /// <summary>Whether it allows this with every object of a collection: a rule for single names opens no list.</summary>
    public bool AllowsAll(string verb, GroupResource resource) => ResourceNames.Count == 0 && IsAbout(verb, resource, "");

    /// <summary>Whether it is about objects of the cluster, and not only about asking who one is and what one may.</summary>
    public bool OpensCluster =>
        Verbs.Count > 0 && Resources.Count > 0 && ApiGroups.Any(static group => group is not ("authentication.k8s.io" or "authorization.k8s.io"));

    /// <summary>Whether it allows this with some object.</summary>
    public bool IsAbout(string verb, GroupResource resource, string subresource) =>
        Has(Verbs, verb) && Has(ApiGroups, resource.Group) && HasResource(resource.Resource, subresource);

    private static bool Has(IReadOnlyList<string> words, string word)
    {
        for (var i = 0; i < words.Count; i++)
            if (words[i] == Any || words[i] == word) return true;
        return false;
    }

    private bool HasResource(string resource, string subresource)
    {
        for (var i = 0; i < Resources.Count; i++)
        {
            var known = Resources[i];
            if (known == Any) return true;
            if (subresource.Length == 0 ? known == resource : IsPart(known, resource, subresource)) return true;
        }

        return false;
    }

    private static bool IsPart(string known, string resource, string subresource) =>
        known.Length > subresource.Length
        && known.EndsWith(subresource, StringComparison.Ordinal)
        && known.AsSpan(0, known.Length - subresource.Length) is var before
        && (before.SequenceEqual(AnyResourcesPart) || (before[^1] == '/' && before[..^1].SequenceEqual(resource)));

    private bool HasPath(string path)
    {
        for (var i = 0; i < NonResourceUrls.Count; i++)
        {
            var known = NonResourceUrls[i];
            if (known == path || (known.EndsWith('*') && path.AsSpan().StartsWith(known.AsSpan().TrimEnd('*'), StringComparison.Ordinal))) return true;
        }

        return false;
    }
}
