using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record CronHorizontalPodAutoscaler : PublishedResource
{
    public CronHorizontalPodAutoscalerSpec Spec { get; init; } = new();

    public CronHorizontalPodAutoscalerStatus Status { get; init; } = new();
}

internal sealed record CronHorizontalPodAutoscalerSpec
{
    public CrossVersionObjectReference? ScaleTargetRef { get; init; }

    public IReadOnlyList<string>? ExcludeDates { get; init; }

    public IReadOnlyList<CronHPAJob>? Jobs { get; init; }
}

internal sealed record CronHPAJob(string? Name, string? Schedule, int TargetSize, bool RunOnce);

internal sealed record CronHorizontalPodAutoscalerStatus
{
    public CrossVersionObjectReference? ScaleTargetRef { get; init; }

    public IReadOnlyList<string>? ExcludeDates { get; init; }

    public IReadOnlyList<CronHPACondition>? Conditions { get; init; }
}

internal sealed record CronHPACondition
{
    public string? Name { get; init; }

    public string? JobId { get; init; }

    public string? Schedule { get; init; }

    public int TargetSize { get; init; }

    public bool RunOnce { get; init; }

    // The member's field is called state.
    [AllowedValues("JOB_STATE_UNSPECIFIED", "Succeed", "Failed", "Submitted")]
    public string? JobState { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastProbeTime { get; init; }

    public string? Message { get; init; }
}
