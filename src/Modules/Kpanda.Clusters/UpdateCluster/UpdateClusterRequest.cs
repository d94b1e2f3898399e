namespace Kpanda.Clusters.UpdateCluster;

/// <summary>Body of <c>Cluster_UpdateClusters</c>. What is absent stays as it is.</summary>
internal sealed record UpdateClusterRequest(
    string? AliasName,
    string? Provider,
    IReadOnlyDictionary<string, string>? Labels,
    IReadOnlyDictionary<string, string>? Annotations,
    string? Describe,
    string? Region,
    string? Zone,
    string? KubeConfigString);
