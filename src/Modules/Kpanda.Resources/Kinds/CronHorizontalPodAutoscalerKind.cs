using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

/// <summary>Where the member has kubernetes-cronhpa-controller.</summary>
internal sealed class CronHorizontalPodAutoscalerKind() : ResourceKind<CronHorizontalPodAutoscaler>(
    "autoscaling.alibabacloud.com", "cronhorizontalpodautoscalers", "CronHorizontalPodAutoscaler", namespaced: true, "Autoscaling")
{
    public override IReadOnlyList<string> States => ["Ready", "Failed"];

    public override IReadOnlyList<string> IndexedFields => ["spec.scaleTargetRef.kind", "spec.scaleTargetRef.name"];

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("kind") { Values = ["Deployment", "StatefulSet", "ReplicaSet"] }, new("kindName")];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.Where("spec.scaleTargetRef.kind", request.Value("kind")).Where("spec.scaleTargetRef.name", request.Value("kindName")));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        foreach (var job in obj.Items("status", "conditions"))
        {
            if (job.Text("state") == "Failed")
                return KindStatus.Of("Failed", StatusSeverity.Warning, "cronHpa.failed", ("job", job.Text("name")), ("message", job.Text("message")), ("since", job.Text("lastProbeTime")));
        }

        return KindStatus.Of("Ready", StatusSeverity.Healthy);
    }

    public override CronHorizontalPodAutoscaler Project(IndexedObject obj)
    {
        var scaler = Shape.Read<CronHorizontalPodAutoscaler>(obj);
        var states = obj.Body.Items("status", "conditions").Select(job => job.Text("state")).ToList();
        return scaler.Status.Conditions is not { } jobs
            ? scaler
            : scaler with { Status = scaler.Status with { Conditions = [.. jobs.Select((job, i) => job with { JobState = states[i].Length == 0 ? null : states[i] })] } };
    }
}
