using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

/// <summary>Where the member has the vertical pod autoscaler.</summary>
internal sealed class VerticalPodAutoscalerKind() : ResourceKind<VerticalPodAutoscaler>(
    "autoscaling.k8s.io", "verticalpodautoscalers", "VerticalPodAutoscaler", namespaced: true, "Autoscaling")
{
    public override IReadOnlyList<string> States => ["Ready", "NotReady"];

    public override IReadOnlyList<string> IndexedFields => ["spec.targetRef.kind", "spec.targetRef.name"];

    public override IReadOnlyList<ListParameter> Parameters { get; } =
        [new("kind") { Values = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "ReplicationController"] }, new("kindName")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("spec.targetRef.kind", request.Value("kind")).Where("spec.targetRef.name", request.Value("kindName")));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        foreach (var type in (ReadOnlySpan<string>)["ConfigUnsupported", "NoPodsMatched"])
        {
            if (obj.Condition(type) is var bad && bad.Text("status") == "True")
                return KindStatus.Of("NotReady", StatusSeverity.Warning, "object.notReady", ("condition", type), ("message", bad.Text("message")), ("since", bad.Text("lastTransitionTime")));
        }

        return obj.Condition("RecommendationProvided").Text("status") == "True"
            ? KindStatus.Of("Ready", StatusSeverity.Healthy)
            : KindStatus.Of("NotReady", StatusSeverity.Progressing, "vpa.waiting");
    }

    public override VerticalPodAutoscaler Project(IndexedObject obj)
    {
        var scaler = Shape.Read<VerticalPodAutoscaler>(obj);
        var policies = obj.Body.Items("spec", "resourcePolicy", "containerPolicies").Select(policy => policy.Text("controlledValues")).ToList();
        return scaler.Spec.ResourcePolicy?.ContainerPolicies is not { } known
            ? scaler
            : scaler with { Spec = scaler.Spec with { ResourcePolicy = new([.. known.Select((policy, i) => policies[i].Length == 0 ? policy : policy with { ControlledValues = policies[i] })]) } };
    }
}
