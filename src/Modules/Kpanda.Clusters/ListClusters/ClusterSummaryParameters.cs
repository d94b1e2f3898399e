namespace Kpanda.Clusters.ListClusters;

/// <summary>The query of <c>Cluster_ListClusterSummary</c> as it is published.</summary>
/// <param name="FilterByStrategy">Only clusters without a backup strategy. None has one yet, so all are shown either way.</param>
/// <param name="FilterBySnapshot">Only clusters that have a snapshot.</param>
/// <param name="ShowVirtualCluster">Virtual clusters too; there are none.</param>
/// <param name="ShowShimCluster">Shim clusters too; there are none.</param>
internal sealed record ClusterSummaryParameters(bool? FilterByStrategy, bool? FilterBySnapshot, bool? ShowVirtualCluster, bool? ShowShimCluster);
