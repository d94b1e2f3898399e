namespace Kpanda.Clusters.ValidateCluster;

/// <summary>
/// Body of <c>Cluster_ValidateCluster</c>; our own: a proxy that is to replace the cluster's, to be tried first. <c>unjoinCluster</c> makes no difference: what would
/// stay behind is said either way. Virtual ("shim") clusters are refused.
/// </summary>
internal sealed record ValidateClusterRequest(string? KubeConfigString, string? ProxyUrl, bool? ShimCluster = null, bool? UnjoinCluster = null);
