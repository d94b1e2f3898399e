namespace Kpanda.Clusters.RemoveCluster;

/// <summary>
/// Body of <c>Cluster_DeleteCluster</c>. <c>deleteKpandaNamespace</c> asks to take away what the import left in the member; <c>deleteInsightAgent</c> has nothing to
/// take away, for no import installs one.
/// </summary>
internal sealed record RemoveClusterRequest(bool DeleteKpandaNamespace, bool DeleteInsightAgent = false);
