using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

internal sealed record Node : PublishedResource
{
    public NodeSpec? Spec { get; init; }

    public NodeStatus Status { get; init; } = new();
}

internal sealed record NodeSpec
{
    public string? PodCIDR { get; init; }

    public bool Unschedulable { get; init; }

    public IReadOnlyList<Taint>? Taints { get; init; }
}

internal sealed record Taint(
    string Key,
    string? Value,
    [property: AllowedValues("TAINT_EFFECT_UNSPECIFIED", "NoSchedule", "PreferNoSchedule", "NoExecute")] string Effect);

/// <summary>What needs the pods of the node or metrics is null where they were not looked at.</summary>
internal sealed record NodeStatus
{
    public NodeStatusStatus? Status { get; init; }

    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    [AllowedValues("NODE_ROLE_UNSPECIFIED", "CONTROL_PLANE", "WORKER")]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Thousandths.</summary>
    public long CpuCapacity { get; init; }

    /// <summary>Per cent of the allocatable that pods request.</summary>
    public double? CpuAllocated { get; init; }

    public double? CpuUsage { get; init; }

    /// <summary>Bytes.</summary>
    public long MemoryCapacity { get; init; }

    /// <summary>Per cent of the allocatable that pods request.</summary>
    public double? MemoryAllocated { get; init; }

    public double? MemoryUsage { get; init; }

    public NodeSystemInfo? SystemInfo { get; init; }

    public int AllowedPodNumber { get; init; }

    public int? PodAllocated { get; init; }

    public int? ReadyPodNumber { get; init; }

    /// <summary>Bytes.</summary>
    public long StorageCapacity { get; init; }

    public long? StorageAllocated { get; init; }

    public double? StorageUsage { get; init; }

    public string? StorageDriver { get; init; }

    public long? GpuTotal { get; init; }

    public long? GpuAllocated { get; init; }

    public long? GpuMemoryTotal { get; init; }

    public long? GpuMemoryAllocated { get; init; }

    public double? GpuCoreUsage { get; init; }

    public double? GpuMemoryUsage { get; init; }
}

internal sealed record NodeStatusStatus(
    [property: AllowedValues("NODE_PHASE_UNSPECIFIED", "Ready", "Not_Ready", "Unknown")] string Phase,
    IReadOnlyList<NodeCondition> Conditions);

internal sealed record NodeCondition(
    string Type,
    [property: AllowedValues("CONDITION_STATUS_UNSPECIFIED", "True", "False", "Unknown")] string Status,
    string? Reason,
    string? Message);

internal sealed record NodeAddress(string Type, string Address);

internal sealed record NodeSystemInfo
{
    public string? KernelVersion { get; init; }

    public string? OsImage { get; init; }

    public string? ContainerRuntimeVersion { get; init; }

    public string? KubeletVersion { get; init; }

    public string? KubeProxyVersion { get; init; }

    public string? OperatingSystem { get; init; }

    public string? Architecture { get; init; }
}
