using Kpanda.Search.Kinds;

namespace Kpanda.Search.Overview;

/// <summary>What nodes offer and pods have asked for.</summary>
internal sealed record ClusterCapacity(CapacityAmount Cpu, CapacityAmount Memory, CapacityAmount Pods)
{
    /// <summary>From the sums of nodes and of pods.</summary>
    public static ClusterCapacity Of(Amounts allocatable, Amounts requested) =>
        new(new(allocatable.Cpu, requested.Cpu), new(allocatable.Memory, requested.Memory), new(allocatable.Pods, requested.Pods));
}
