using Kpanda.Hosting.Paging;
using Kpanda.Resources.Shapes;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.PodDetails;

/// <summary>All containers of a pod; there are never so many that they would need pages.</summary>
[PublishedName("v1alpha1ListPodContainerResponse")]
internal sealed record PodContainerList(IReadOnlyList<ContainerStatus> Items, Pagination Pagination);
