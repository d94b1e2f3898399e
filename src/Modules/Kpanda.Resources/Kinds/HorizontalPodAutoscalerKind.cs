using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class HorizontalPodAutoscalerKind() : ResourceKind<HorizontalPodAutoscaler>(
    "autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", namespaced: true, "Autoscaling")
{
    public override IReadOnlyList<string> States => ["Ready", "NotReady"];

    public override IReadOnlyList<string> IndexedFields => ["spec.scaleTargetRef.kind", "spec.scaleTargetRef.name"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["target"] = SortedValue.Text(obj => obj.At("spec").KindAndName("scaleTargetRef")),
        ["min"] = SortedValue.Number(obj => obj.Number(1, "spec", "minReplicas")),
        ["max"] = SortedValue.Number(obj => obj.Number(0, "spec", "maxReplicas")),
        ["replicas"] = SortedValue.Number(obj => obj.Number(0, "status", "currentReplicas")),
        ["metrics"] = SortedValue.Natural(AutoscalerMetrics.Text),
    };

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("kind") { Values = ["Deployment", "StatefulSet", "ReplicaSet"] }, new("kindName")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("spec.scaleTargetRef.kind", request.Value("kind")).Where("spec.scaleTargetRef.name", request.Value("kindName")));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        var able = obj.Condition("AbleToScale");
        if (able.Text("status") == "False") return NotReady("hpa.unable", able);

        var active = obj.Condition("ScalingActive");
        if (active.Text("status") != "False") return KindStatus.Of("Ready", StatusSeverity.Healthy);
        return active.Text("reason") == "ScalingDisabled" ? KindStatus.Of("Ready", StatusSeverity.Idle, "hpa.disabled") : NotReady("hpa.noMetrics", active);
    }

    public override HorizontalPodAutoscaler Project(IndexedObject obj)
    {
        var scaler = Shape.Read<HorizontalPodAutoscaler>(obj);
        return scaler with { Status = scaler.Status with { Phase = obj.Status.State } };
    }

    private static KindStatus NotReady(string reason, JsonElement condition) => KindStatus.Of(
        "NotReady", StatusSeverity.Warning, reason, ("message", condition.Text("message")), ("since", condition.Text("lastTransitionTime")));
}
