using Kpanda.Resources.Lists;
using Kpanda.Search.Kinds;

namespace Kpanda.Workloads.Kinds;

/// <summary>The parameters that lists of workloads share.</summary>
internal static class WorkloadLists
{
    /// <summary>What <c>gpuType</c> looks at in a workload with a pod template.</summary>
    public const string ImageField = "spec.template.spec.containers[].image";

    public static readonly string GpuField = GpuLists.Field("spec.template.spec");

    public static IReadOnlyList<ListParameter> Parameters { get; } = [GpuLists.Parameter, VirtualClusters.Parameter];
}
