namespace Kpanda.Clusters.ListClusters;

/// <summary><c>v1alpha1ClusterSummary</c>.</summary>
internal sealed record ClusterSummary(string Name, string Phase, string KubeSystemID);
