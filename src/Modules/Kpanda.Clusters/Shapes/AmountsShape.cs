namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ClusterResourceSummary</c>.</summary>
internal sealed record AmountsShape(IReadOnlyDictionary<string, string> Allocatable, IReadOnlyDictionary<string, string> Allocated);
