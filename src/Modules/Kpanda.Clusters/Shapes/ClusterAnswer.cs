namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1CreateOrUpdateClusterResponse</c>.</summary>
internal sealed record ClusterAnswer(ClusterShape Cluster);
