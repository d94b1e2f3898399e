namespace Kpanda.Clusters.RegisterCluster;

/// <summary>
/// <c>v1alpha1IntegrateClusterRequest</c>. <c>direct</c> is always so here; virtual ("shim") clusters are not made. Our own: <paramref name="Distribution"/> in
/// place of what is recognised, and <paramref name="ProxyUrl"/>, the proxy on the way.
/// </summary>
internal sealed record IntegrateClusterRequest(
    string? Name,
    string? AliasName,
    string? Provider,
    Dictionary<string, string>? Labels,
    Dictionary<string, string>? Annotations,
    string? Describe,
    string? Region,
    string? Zone,
    string? KubeConfigString,
    string? Distribution,
    string? ProxyUrl,
    bool? Direct = null,
    bool? ShimCluster = null);
