using System.ComponentModel.DataAnnotations;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record DaemonSet : PublishedResource
{
    public DaemonSetSpec Spec { get; init; } = new();

    public DaemonSetStatus Status { get; init; } = new();

    /// <summary>Number of the newest ControllerRevision; null in lists, which do not look it up.</summary>
    public long? Revision { get; init; }
}

internal sealed record DaemonSetSpec
{
    public LabelSelectorShape? Selector { get; init; }

    public PodTemplateSpec? Template { get; init; }

    public UpdateStrategy? UpdateStrategy { get; init; }
}

internal sealed record DaemonSetStatus
{
    public int DesiredNumberScheduled { get; init; }

    /// <summary>On how many of the nodes that should have a pod there is one: an addition.</summary>
    public int CurrentNumberScheduled { get; init; }

    public int NumberAvailable { get; init; }

    public int NumberReady { get; init; }

    public int UpdatedNumberScheduled { get; init; }

    [AllowedValues("WORKLOAD_STATE_UNSPECIFIED", "Running", "Deleting", "Not_Ready", "Stopped", "Waiting")]
    public string State { get; init; } = "";

    public IReadOnlyList<Condition>? Conditions { get; init; }
}
