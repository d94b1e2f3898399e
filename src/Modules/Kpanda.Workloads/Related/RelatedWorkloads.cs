using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Related;

/// <summary>The workloads that use an object.</summary>
internal sealed record RelatedWorkloads(
    IReadOnlyList<Deployment> Deployments,
    IReadOnlyList<StatefulSet> Statefulsets,
    IReadOnlyList<DaemonSet> Daemonsets,
    IReadOnlyList<Job> Jobs,
    IReadOnlyList<Pod> Pods);
