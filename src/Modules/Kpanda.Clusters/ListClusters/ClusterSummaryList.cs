namespace Kpanda.Clusters.ListClusters;

/// <summary><c>v1alpha1ListClusterSummaryResponse</c>.</summary>
internal sealed record ClusterSummaryList(IReadOnlyList<ClusterSummary> ClusterSummary);
