using System.ComponentModel.DataAnnotations;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record StatefulSet : PublishedResource
{
    public StatefulSetSpec Spec { get; init; } = new();

    public StatefulSetStatus Status { get; init; } = new();

    /// <summary>Number of the newest ControllerRevision; null in lists, which do not look it up.</summary>
    public long? Revision { get; init; }
}

internal sealed record StatefulSetSpec
{
    public int Replicas { get; init; } = 1;

    public string? PodManagementPolicy { get; init; }

    public int RevisionHistoryLimit { get; init; }

    public LabelSelectorShape? Selector { get; init; }

    public string? ServiceName { get; init; }

    public PodTemplateSpec? Template { get; init; }

    public StatefulSetUpdateStrategy? UpdateStrategy { get; init; }

    public IReadOnlyList<PersistentVolumeClaim>? VolumeClaimTemplates { get; init; }
}

internal sealed record StatefulSetUpdateStrategy(string? Type);

internal sealed record StatefulSetStatus
{
    public int Replicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int UpdatedReplicas { get; init; }

    [AllowedValues("WORKLOAD_STATE_UNSPECIFIED", "Running", "Deleting", "Not_Ready", "Stopped", "Waiting")]
    public string State { get; init; } = "";

    public IReadOnlyList<Condition>? Conditions { get; init; }
}
