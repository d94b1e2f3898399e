namespace Kpanda.Clusters.ValidateCluster;

/// <summary>Body of <c>Cluster_ValidateCluster</c>; our own: a kubeconfig or a proxy that is to replace the cluster's, to be tried first.</summary>
internal sealed record ValidateClusterRequest(string? KubeConfigString, string? ProxyUrl);
