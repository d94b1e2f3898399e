using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Pod : PublishedResource
{
    public PodSpec Spec { get; init; } = new();

    public PodStatus Status { get; init; } = new();
}

internal sealed record PodStatus
{
    [AllowedValues("PHASE_UNSPECIFIED", "Unknown", "Pending", "Running", "Succeeded", "Failed")]
    public string Phase { get; init; } = "Unknown";

    public string? HostIP { get; init; }

    public string? PodIP { get; init; }

    /// <summary>The node that pods of lower priority are put away from for it: an addition.</summary>
    public string? NominatedNodeName { get; init; }

    public IReadOnlyList<PodIp>? PodIPs { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? StartTime { get; init; }

    /// <summary>Thousandths of a CPU, all containers together.</summary>
    public long CpuRequest { get; init; }

    /// <summary>Thousandths of a CPU; 0 where a container has no limit.</summary>
    public long CpuLimit { get; init; }

    /// <summary>Bytes, all containers together.</summary>
    public long MemoryRequest { get; init; }

    /// <summary>Bytes; 0 where a container has no limit.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Null without metrics.</summary>
    public double? CpuUsageRate { get; init; }

    /// <summary>Null without metrics.</summary>
    public double? MemoryUsageRate { get; init; }

    public int RestartCount { get; init; }

    public PodOwner? OwnedBy { get; init; }

    public IReadOnlyList<Condition>? Conditions { get; init; }

    public int ContainerTotalCount { get; init; }

    public int ContainerReadyCount { get; init; }

    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    /// <summary>What <c>kubectl get pods</c> prints under STATUS.</summary>
    [JsonPropertyName("podStatus")]
    public string Words { get; init; } = "";

    /// <summary>Thousandths of a CPU; null without metrics.</summary>
    public double? CpuUsage { get; init; }

    /// <summary>Bytes; null without metrics.</summary>
    public double? MemoryUsage { get; init; }

    [AllowedValues(
        "FILTER_POD_STATUS_UNSPECIFIED", "FILTER_POD_STATUS_RUNNING", "FILTER_POD_STATUS_ERROR", "FILTER_POD_STATUS_COMPLETED", "FILTER_POD_STATUS_WAITING")]
    public string PodFilterStatus { get; init; } = "FILTER_POD_STATUS_UNSPECIFIED";
}

internal sealed record PodIp(string Ip);

[PublishedName("PodStatusOwnedBy")]
internal sealed record PodOwner(
    [property: AllowedValues("KIND_UNSPECIFIED", "DEPLOYMENT", "STATEFULSET", "DAEMONSET", "REPLICASET", "JOB", "CRONJOB")] string Kind,
    string Name);
