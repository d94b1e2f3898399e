namespace Kpanda.Clusters.Shapes;

/// <summary><c>typesObjectMeta</c>. A cluster lies in no namespace and no other cluster, belongs to nothing, and is gone when it is deleted: those fields are absent.</summary>
internal sealed record ClusterMeta(
    string Name,
    string Uid,
    string ResourceVersion,
    long CreationTimestamp,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations)
{
    public string? Cluster { get; init; }
    public string? Namespace { get; init; }
    public long? DeletionTimestamp { get; init; }
    public IReadOnlyList<ClusterOwner>? OwnerReferences { get; init; }
    public string? WorkspaceAlias { get; init; }
}
