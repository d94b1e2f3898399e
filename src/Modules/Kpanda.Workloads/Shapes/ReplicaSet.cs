using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record ReplicaSet : PublishedResource
{
    public ReplicaSetSpec Spec { get; init; } = new();

    public ReplicaSetStatus Status { get; init; } = new();
}

internal sealed record ReplicaSetSpec
{
    public int Replicas { get; init; } = 1;

    public long Revision { get; init; }

    public LabelSelectorShape? Selector { get; init; }

    public PodTemplateSpec? Template { get; init; }
}

internal sealed record ReplicaSetStatus
{
    public int Replicas { get; init; }

    public int FullyLabeledReplicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public long ObservedGeneration { get; init; }

    public IReadOnlyList<ReplicaSetCondition>? Conditions { get; init; }

    /// <summary>An addition: the published API gives ReplicaSets no state.</summary>
    [AllowedValues("WORKLOAD_STATE_UNSPECIFIED", "Running", "Deleting", "Not_Ready", "Stopped", "Waiting")]
    public string State { get; init; } = "";
}

internal sealed record ReplicaSetCondition
{
    public string Type { get; init; } = "";

    public string Status { get; init; } = "";

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastTransitionTime { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }
}
