using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record HorizontalPodAutoscaler : PublishedResource
{
    public HorizontalPodAutoscalerSpec Spec { get; init; } = new();

    public HorizontalPodAutoscalerStatus Status { get; init; } = new();
}

internal sealed record HorizontalPodAutoscalerSpec
{
    public CrossVersionObjectReference? ScaleTargetRef { get; init; }

    public int MinReplicas { get; init; } = 1;

    public int MaxReplicas { get; init; }

    public IReadOnlyList<MetricSpec>? Metrics { get; init; }

    public HorizontalPodAutoscalerBehavior? Behavior { get; init; }
}

internal sealed record CrossVersionObjectReference(string? Kind, string? Name, string? ApiVersion);

internal sealed record HorizontalPodAutoscalerBehavior(HPAScalingRules? ScaleUp, HPAScalingRules? ScaleDown);

internal sealed record HPAScalingRules(int StabilizationWindowSeconds);

internal sealed record HorizontalPodAutoscalerStatus
{
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastScaleTime { get; init; }

    public int CurrentReplicas { get; init; }

    public int DesiredReplicas { get; init; }

    public IReadOnlyList<MetricStatus>? CurrentMetrics { get; init; }

    [AllowedValues("PHASE_UNSPECIFIED", "Ready", "NotReady")]
    public string Phase { get; init; } = "";

    public IReadOnlyList<Condition>? Conditions { get; init; }
}
