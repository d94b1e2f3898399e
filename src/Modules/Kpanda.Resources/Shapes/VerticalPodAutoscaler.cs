using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record VerticalPodAutoscaler : PublishedResource
{
    public VerticalPodAutoscalerSpec Spec { get; init; } = new();

    public VerticalPodAutoscalerStatus Status { get; init; } = new();
}

internal sealed record VerticalPodAutoscalerSpec
{
    public CrossVersionObjectReference? TargetRef { get; init; }

    public PodUpdatePolicy? UpdatePolicy { get; init; }

    public PodResourcePolicy? ResourcePolicy { get; init; }

    public IReadOnlyList<RecommenderSelector>? Recommenders { get; init; }
}

internal sealed record PodUpdatePolicy(
    [property: AllowedValues("UPDATE_MODE_UNSPECIFIED", "Off", "Initial", "Recreate", "Auto", "InPlaceOrRecreate")] string? UpdateMode, int? MinReplicas);

internal sealed record PodResourcePolicy(IReadOnlyList<ContainerResourcePolicy>? ContainerPolicies);

internal sealed record ContainerResourcePolicy
{
    public string? ContainerName { get; init; }

    [AllowedValues("CONTAINER_SCALING_MODE_UNSPECIFIED", "Auto", "Off")]
    public string? Mode { get; init; }

    public ResourceList? MinAllowed { get; init; }

    public ResourceList? MaxAllowed { get; init; }

    [AllowedValues("RESOURCE_NAME_UNSPECIFIED", "cpu", "memory")]
    public IReadOnlyList<string>? ControlledResources { get; init; }

    // The published API spells it so; Kubernetes has it as controlledValues.
    [JsonPropertyName("controlleValues")]
    [AllowedValues("CONTAINER_CONTROLLED_VALUES_UNSPECIFIED", "RequestsAndLimits", "RequestsOnly")]
    public string? ControlledValues { get; init; }
}

internal sealed record RecommenderSelector(string? Name);

internal sealed record VerticalPodAutoscalerStatus
{
    public RecommendedPodResources? Recommendation { get; init; }

    public IReadOnlyList<VerticalPodAutoscalerCondition>? Conditions { get; init; }
}

internal sealed record RecommendedPodResources(IReadOnlyList<RecommendedContainerResources>? ContainerRecommendations);

internal sealed record RecommendedContainerResources(
    string? ContainerName, ResourceList? Target, ResourceList? LowerBound, ResourceList? UpperBound, ResourceList? UncappedTarget);

internal sealed record VerticalPodAutoscalerCondition
{
    [AllowedValues(
        "VERTICAL_POD_AUTOSCALER_CONDITION_TYPE_UNSPECIFIED", "RecommendationProvided", "LowConfidence", "NoPodsMatched", "FetchingHistory", "ConfigDeprecated", "ConfigUnsupported")]
    public string? Type { get; init; }

    [AllowedValues("CONDITION_STATUS_UNSPECIFIED", "True", "False", "Unknown")]
    public string? Status { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastTransitionTime { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }
}
