using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record ContainerStatus
{
    public string Name { get; init; } = "";

    /// <summary><c>init</c>, <c>container</c> or <c>ephemeral</c>: an addition, in lists of containers alone.</summary>
    public string? Type { get; init; }

    public ContainerState? State { get; init; }

    public bool Ready { get; init; }

    public int RestartCount { get; init; }

    public string Image { get; init; } = "";

    public bool? Started { get; init; }

    [AllowedValues("PHASE_UNSPECIFIED", "Waiting", "Running", "Terminated")]
    public string Phase => State switch
    {
        { Running: not null } => "Running",
        { Terminated: not null } => "Terminated",
        _ => "Waiting",
    };
}

internal sealed record ContainerState
{
    public ContainerStateWaiting? Waiting { get; init; }

    public ContainerStateRunning? Running { get; init; }

    public ContainerStateTerminated? Terminated { get; init; }
}

internal sealed record ContainerStateWaiting(string? Reason, string? Message);

internal sealed record ContainerStateRunning
{
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? StartedAt { get; init; }
}

internal sealed record ContainerStateTerminated
{
    public int ExitCode { get; init; }

    public int Signal { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? StartedAt { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? FinishedAt { get; init; }
}
