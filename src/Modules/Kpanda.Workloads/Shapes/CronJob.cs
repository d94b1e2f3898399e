using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record CronJob : PublishedResource
{
    public CronJobSpec Spec { get; init; } = new();

    public CronJobStatus Status { get; init; } = new();

    /// <summary>Jobs that run at this moment.</summary>
    public int Availed { get; init; }

    /// <summary>Jobs that run at this moment, as the CronJob itself counts them.</summary>
    public int Total { get; init; }

    /// <summary>When a job of it last succeeded; null for never.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? ExecutionTimestamp { get; init; }

    public IReadOnlyList<string>? Images { get; init; }
}

internal sealed record CronJobSpec
{
    public string Schedule { get; init; } = "";

    public bool Paused { get; init; }

    /// <summary>Time zone of the schedule: an addition; null for the member's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The pods of its jobs: an addition.</summary>
    public PodTemplateSpec? Template { get; init; }
}

internal sealed record CronJobStatus
{
    [AllowedValues("CRONJOB_STATE_UNSPECIFIED", "Waiting_CronJob", "Activated_CronJob", "Stopped_CronJob", "Deleting_CronJob")]
    public string Phase { get; init; } = "";

    /// <summary>Conditions of the jobs that it made; looked up for a single CronJob, not in lists.</summary>
    public IReadOnlyList<CronJobCondition>? Conditions { get; init; }

    /// <summary>When a job was last started: an addition.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastScheduleTime { get; init; }
}

[PublishedName("CronJobStatusCronJobCondition")]
internal sealed record CronJobCondition(string JobName, IReadOnlyList<Condition>? Conditions);
