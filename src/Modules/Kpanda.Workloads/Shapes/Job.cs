using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Job : PublishedResource
{
    public JobSpec Spec { get; init; } = new();

    public JobStatus Status { get; init; } = new();

    /// <summary>When it completed; null while it has not.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? ExecutionTimestamp { get; init; }
}

internal sealed record JobSpec
{
    /// <summary>How many pods must succeed: an addition.</summary>
    public int? Completions { get; init; }

    /// <summary>How many pods run at a time: an addition.</summary>
    public int? Parallelism { get; init; }

    /// <summary>How its pods are known: an addition.</summary>
    public LabelSelectorShape? Selector { get; init; }

    public PodTemplateSpec? Template { get; init; }
}

internal sealed record JobStatus
{
    public int Active { get; init; }

    public int Succeed { get; init; }

    public int Failed { get; init; }

    /// <summary>When it began: an addition.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? StartTime { get; init; }

    [AllowedValues("JOB_STATE_UNSPECIFIED", "Waiting", "Running", "Completed", "Deleting", "Failed")]
    public string Phase { get; init; } = "";

    public IReadOnlyList<Condition>? Conditions { get; init; }
}
