using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Nodes;

/// <summary>The parameter <c>excludeMetrics</c>: nodes without what is measured or added up.</summary>
internal static class NodeMetrics
{
    /// <summary>For <see cref="KindDescriptor.Parameters"/>.</summary>
    public static ListParameter Parameter { get; } = new("excludeMetrics") { Type = ListParameterType.Flag };

    /// <summary>Whether the request wants none.</summary>
    public static bool Excluded(ListRequest request) => request.Flag(Parameter.Name);

    /// <summary>The node with what it says of itself alone.</summary>
    public static Node Without(Node node) => node with
    {
        Status = node.Status with
        {
            CpuAllocated = null,
            CpuUsage = null,
            MemoryAllocated = null,
            MemoryUsage = null,
            PodAllocated = null,
            ReadyPodNumber = null,
            StorageAllocated = null,
            StorageUsage = null,
            GpuAllocated = null,
            GpuMemoryAllocated = null,
            GpuCoreUsage = null,
            GpuMemoryUsage = null,
        },
    };
}
