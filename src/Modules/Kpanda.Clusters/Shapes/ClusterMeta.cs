namespace Kpanda.Clusters.Shapes;

/// <summary><c>typesObjectMeta</c>, as far as a cluster has it.</summary>
internal sealed record ClusterMeta(
    string Name,
    string Uid,
    string ResourceVersion,
    long CreationTimestamp,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations);
