namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1Cluster</c>.</summary>
internal sealed record ClusterShape(ClusterMeta Metadata, ClusterSpecShape Spec, ClusterStatusShape Status);
