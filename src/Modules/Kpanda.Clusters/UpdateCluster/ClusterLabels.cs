namespace Kpanda.Clusters.UpdateCluster;

/// <summary>Body and answer of <c>Cluster_EditClusterLabels</c>: the labels, all of them.</summary>
internal sealed record ClusterLabels(IReadOnlyDictionary<string, string>? Labels);
