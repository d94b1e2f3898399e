using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Deployment : PublishedResource
{
    public DeploymentSpec Spec { get; init; } = new();

    public DeploymentStatus Status { get; init; } = new();

    public long Revision { get; init; }
}

internal sealed record DeploymentSpec
{
    /// <summary>How many pods are wanted: an addition, the published API has it in the JSON alone.</summary>
    public int Replicas { get; init; } = 1;

    public LabelSelectorShape? Selector { get; init; }

    public PodTemplateSpec? Template { get; init; }

    public UpdateStrategy? Strategy { get; init; }

    public bool Paused { get; init; }
}

internal sealed record DeploymentStatus
{
    public int AvailableReplicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int UpdatedReplicas { get; init; }

    public int Replicas { get; init; }

    [AllowedValues("WORKLOAD_STATE_UNSPECIFIED", "Running", "Deleting", "Not_Ready", "Stopped", "Waiting")]
    public string State { get; init; } = "";

    public IReadOnlyList<Condition>? Conditions { get; init; }
}

[PublishedName("typesUpdateStrategy")]
internal sealed record UpdateStrategy(RollingUpdate? RollingUpdate, string? Type);

[PublishedName("typesRollingUpdate")]
internal sealed record RollingUpdate
{
    [JsonConverter(typeof(IntOrString))]
    public string? MaxSurge { get; init; }

    [JsonConverter(typeof(IntOrString))]
    public string? MaxUnavailable { get; init; }
}
