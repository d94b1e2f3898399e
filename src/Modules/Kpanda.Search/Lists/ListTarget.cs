namespace Kpanda.Search.Lists;

/// <summary>What the path of a list says: a cluster, and a namespace in it. Null where the path leaves it open.</summary>
public sealed record ListTarget(string? Cluster, string? Namespace)
{
    /// <summary>All clusters.</summary>
    public static ListTarget All { get; } = new(null, null);
}
