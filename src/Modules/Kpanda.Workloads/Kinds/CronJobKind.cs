using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class CronJobKind() : ResourceKind<CronJob>("batch", "cronjobs", "CronJob", namespaced: true, "Batch")
{
    private static readonly string GpuField = GpuLists.Field("spec.jobTemplate.spec.template.spec");

    public static readonly string[] AllStates = ["Waiting_CronJob", "Activated_CronJob", "Stopped_CronJob", "Deleting_CronJob"];

    public override IReadOnlyList<string> States => AllStates;

    public override IReadOnlyList<ListParameter> Parameters { get; } = JobLists.Parameters;

    public override IReadOnlyList<string> IndexedFields => [GpuField, JobLists.Uid, "spec.jobTemplate.spec.template.spec.containers[].image", "spec.jobTemplate.spec.template.spec.containers[].name", "spec.schedule", "spec.timeZone"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfCronJobs;

    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        query = JobLists.Refine(query, request, "cronjobState").WithGpu(request, GpuField);
        return await JobLists.WithJobsAsync(query, request, cancellationToken);
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj) with { State = "Deleting_CronJob" };
        if (obj.Flag("spec", "suspend")) return KindStatus.Of("Stopped_CronJob", StatusSeverity.Idle, "cronJob.suspended");
        return obj.Text("status", "lastScheduleTime").Length == 0 && obj.Count("status", "active") == 0
            ? KindStatus.Of("Waiting_CronJob", StatusSeverity.Healthy)
            : KindStatus.Of("Activated_CronJob", StatusSeverity.Healthy);
    }

    public override CronJob Project(IndexedObject obj)
    {
        var cronJob = Shape.Read<CronJob>(obj);
        var active = obj.Body.Count("status", "active");
        return cronJob with
        {
            Spec = cronJob.Spec with
            {
                Paused = obj.Body.Flag("spec", "suspend"),
                Template = Shape.Read<PodTemplateSpec>(obj.Body.At("spec", "jobTemplate", "spec", "template")),
            },
            Status = cronJob.Status with { Phase = obj.Status.State },
            Availed = active,
            Total = active,
            ExecutionTimestamp = obj.Body.Time("status", "lastSuccessfulTime")?.ToUnixTimeMilliseconds(),
            Images = [.. obj.Body.Items("spec", "jobTemplate", "spec", "template", "spec", "containers").Select(c => c.Text("image"))],
        };
    }
}
