using Kpanda.Hosting.Paging;

namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ListClustersResponse</c>.</summary>
internal sealed record ClusterPage(IReadOnlyList<ClusterShape> Items, Pagination Pagination);
