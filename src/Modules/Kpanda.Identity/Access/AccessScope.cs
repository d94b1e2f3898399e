namespace Kpanda.Identity.Access;

/// <summary>
/// The clusters and namespaces in which a person may do one thing with one kind. Part of every index query, so that nothing outside it is ever counted,
/// sorted or shown. Immutable; two scopes are equal when their contents are.
/// </summary>
public sealed class AccessScope
{
    private readonly HashSet<string> _clusters;
    private readonly Dictionary<string, HashSet<string>> _namespaces;

    private AccessScope(bool all, HashSet<string> clusters, Dictionary<string, HashSet<string>> namespaces)
    {
        IsAll = all;
        _clusters = clusters;
        _namespaces = namespaces;
    }

    /// <summary>Everything in every cluster.</summary>
    public static AccessScope All { get; } = new(true, [], []);

    /// <summary>Nothing at all.</summary>
    public static AccessScope None { get; } = new(false, [], []);

    /// <summary>Whether this is <see cref="All"/>.</summary>
    public bool IsAll { get; }

    /// <summary>Whether nothing can match.</summary>
    public bool IsNone => !IsAll && _clusters.Count == 0 && _namespaces.Count == 0;

    /// <summary>Clusters that are open as a whole.</summary>
    public IReadOnlySet<string> Clusters => _clusters;

    /// <summary>Single namespaces that are open, by cluster.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Namespaces => _namespaces;

    /// <summary>Some clusters as a whole, and single namespaces of others.</summary>
    public static AccessScope Of(IEnumerable<string> clusters, IEnumerable<(string Cluster, string Namespace)> namespaces)
    {
        var byCluster = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (cluster, ns) in namespaces)
        {
            if (!byCluster.TryGetValue(cluster, out var set)) byCluster[cluster] = set = new(StringComparer.Ordinal);
            set.Add(ns);
        }

        return new(false, new HashSet<string>(clusters, StringComparer.Ordinal), byCluster);
    }

    /// <summary>The same, from sets that nobody changes any more: they are shared, not copied.</summary>
    public static AccessScope Sharing(IEnumerable<string> clusters, Dictionary<string, HashSet<string>> namespaces) => new(false, new HashSet<string>(clusters, StringComparer.Ordinal), namespaces);

    /// <summary>Whether an object in this place may be seen. A cluster-scoped object has an empty namespace and needs the whole cluster.</summary>
    public bool Allows(string cluster, string ns) =>
        IsAll || _clusters.Contains(cluster) || (ns.Length > 0 && _namespaces.TryGetValue(cluster, out var set) && set.Contains(ns));

    /// <summary>Whether anything of this cluster may be seen.</summary>
    public bool Touches(string cluster) => IsAll || _clusters.Contains(cluster) || _namespaces.ContainsKey(cluster);
}
