using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Pods and what makes them.</summary>
internal static class WorkloadTables
{
    private const string Wide = "|Containers*1|Images*1|Selector*1";
    private const string Scaled = "Name:string/name|Desired:integer|Current:integer|Ready:integer|Age" + Wide;

    public static IReadOnlyDictionary<GroupResource, TableLayout> All { get; } = new Dictionary<GroupResource, TableLayout>
    {
        [BuiltIn.Pods] = new("Name:string/name|Ready|Status|Restarts|Age|IP*1|Node*1|Nominated Node*1|Readiness Gates*1", PodCells.Row),
        [BuiltIn.Deployments] = new("Name:string/name|Ready|Up-to-date|Available|Age" + Wide, (o, now) =>
        [
            Cells.Name(o), $"{Cells.Status(o, "readyReplicas")}/{Cells.Spec(o, "replicas")}", Cells.Status(o, "updatedReplicas"), Cells.Status(o, "availableReplicas"),
            HumanDuration.Age(now, o), .. Template(o), Cells.Selector(o.Child("spec", "selector")),
        ]),
        [BuiltIn.ReplicaSets] = new(Scaled, (o, now) => ReplicaRow(o, now, Cells.Selector(o.Child("spec", "selector")))),
        [BuiltIn.ReplicationControllers] = new(Scaled, (o, now) => ReplicaRow(o, now, Cells.Labels(o.Child("spec", "selector")))),
        [BuiltIn.StatefulSets] = new("Name:string/name|Ready|Age|Containers*1|Images*1", (o, now) =>
            [Cells.Name(o), $"{Cells.Status(o, "readyReplicas")}/{Cells.Spec(o, "replicas")}", HumanDuration.Age(now, o), .. Template(o)]),
        [BuiltIn.DaemonSets] = new("Name:string/name|Desired:integer|Current:integer|Ready:integer|Up-to-date:integer|Available:integer|Node Selector|Age" + Wide, (o, now) =>
        [
            Cells.Name(o), Cells.Status(o, "desiredNumberScheduled"), Cells.Status(o, "currentNumberScheduled"), Cells.Status(o, "numberReady"),
            Cells.Status(o, "updatedNumberScheduled"), Cells.Status(o, "numberAvailable"), Cells.Labels(Cells.Template(o).Child("nodeSelector")),
            HumanDuration.Age(now, o), .. Template(o), Cells.Selector(o.Child("spec", "selector")),
        ]),
        [BuiltIn.Jobs] = new("Name:string/name|Status|Completions|Duration|Age" + Wide, (o, now) =>
        [
            Cells.Name(o), JobStatus(o), Completions(o), JobDuration(o, now), HumanDuration.Age(now, o), .. Template(o), Cells.Selector(o.Child("spec", "selector")),
        ]),
        [BuiltIn.CronJobs] = new("Name:string/name|Schedule|Timezone|Suspend:boolean|Active:integer|Last Schedule|Age" + Wide, CronJob),
        [BuiltIn.ControllerRevisions] = new("Name:string/name|Controller|Revision|Age", (o, now) =>
            [Cells.Name(o), Owner(o), o.Number("revision") ?? 0, HumanDuration.Age(now, o)]),
        [BuiltIn.HorizontalPodAutoscalers] = new("Name:string/name|Reference|Targets|MinPods|MaxPods|Replicas|Age", (o, now) =>
        [
            Cells.Name(o), $"{o.Child("spec", "scaleTargetRef").Text("kind")}/{o.Child("spec", "scaleTargetRef").Text("name")}", AutoscalerCells.Targets(o),
            Cells.Spec(o, "minReplicas", 1).ToString(CultureInfo.InvariantCulture), Cells.Spec(o, "maxReplicas"), Cells.Status(o, "currentReplicas"), HumanDuration.Age(now, o),
        ]),
    };

    private static JsonNode?[] Template(JsonObject obj) => [Cells.Containers(Cells.Template(obj)), Cells.Images(Cells.Template(obj))];

    private static JsonNode?[] ReplicaRow(JsonObject o, DateTimeOffset now, string selector) =>
    [
        Cells.Name(o), Cells.Spec(o, "replicas"), Cells.Status(o, "replicas"), Cells.Status(o, "readyReplicas"), HumanDuration.Age(now, o), .. Template(o), selector,
    ];

    private static JsonNode?[] CronJob(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        var pod = spec.Child("jobTemplate", "spec", "template", "spec");
        var last = o.Child("status").Text("lastScheduleTime");
        return
        [
            Cells.Name(o), spec.Text("schedule"), spec.Text("timeZone") ?? Cells.None, spec?["suspend"]?.GetValue<bool>() == true ? "True" : "False",
            Cells.List(o.Child("status"), "active").Count(), last is null ? Cells.None : HumanDuration.Since(now, last), HumanDuration.Age(now, o), Cells.Containers(pod),
            Cells.Images(pod), Cells.Selector(spec.Child("jobTemplate", "spec", "selector")),
        ];
    }

    private static string JobStatus(JsonObject job)
    {
        static bool True(JsonObject job, string type) => Cells.Condition(job, type).Text("status") == "True";
        if (True(job, "Complete")) return "Complete";
        if (True(job, "Failed")) return "Failed";
        if (job.Child("metadata")?["deletionTimestamp"] is not null) return "Terminating";
        if (True(job, "Suspended")) return "Suspended";
        if (True(job, "FailureTarget")) return "FailureTarget";
        return True(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
    }

    private static string Completions(JsonObject job)
    {
        var done = Cells.Status(job, "succeeded");
        if (job.Child("spec").Number("completions") is { } wanted) return $"{done}/{wanted}";
        var parallel = Cells.Spec(job, "parallelism");
        return parallel > 1 ? $"{done}/1 of {parallel}" : $"{done}/1";
    }

    private static string JobDuration(JsonObject job, DateTimeOffset now)
    {
        if (job.Child("status").Text("startTime") is not { } start) return "";
        if (job.Child("status").Text("completionTime") is { } end && DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var ended)) now = ended;
        return HumanDuration.Since(now, start);
    }

    private static string Owner(JsonObject obj)
    {
        var owner = Cells.List(obj.Child("metadata"), "ownerReferences").FirstOrDefault(o => o["controller"]?.GetValue<bool>() == true);
        if (owner is null) return Cells.None;
        var type = GroupVersionKind.Parse(owner.Text("apiVersion") ?? "", (owner.Text("kind") ?? "").ToLowerInvariant());
        return $"{(type.Group.Length == 0 ? type.Kind : $"{type.Kind}.{type.Group}")}/{owner.Text("name")}";
    }
}
