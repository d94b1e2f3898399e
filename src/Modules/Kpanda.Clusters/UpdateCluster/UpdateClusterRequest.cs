namespace Kpanda.Clusters.UpdateCluster;

/// <summary>Body of <c>Cluster_UpdateClusters</c>. What is absent stays as it is. Our own: the distribution, and the proxy (empty for none).</summary>
internal sealed record UpdateClusterRequest
{
    public string? AliasName { get; init; }
    public string? Provider { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
    public string? Describe { get; init; }
    public string? Region { get; init; }
    public string? Zone { get; init; }
    public string? KubeConfigString { get; init; }
    public string? Distribution { get; init; }
    public string? ProxyUrl { get; init; }
}
