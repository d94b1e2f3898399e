using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class JobKind() : ResourceKind<Job>("batch", "jobs", "Job", namespaced: true, "Batch")
{
    public static readonly string[] AllStates = ["Waiting", "Running", "Completed", "Failed", "Deleting"];

    public override IReadOnlyList<string> States => AllStates;

    public override IReadOnlyList<ListParameter> Parameters { get; } = JobLists.Parameters;

    public override IReadOnlyList<string> IndexedFields => [WorkloadLists.ImageField, ShownValues.ContainersField, WorkloadLists.GpuField, JobLists.OwnerUid];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfJobs;

    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        query = JobLists.Refine(query, request, "jobState").WithGpu(request, WorkloadLists.GpuField);
        return await JobLists.OfCronJobsAsync(query, request, cancellationToken);
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj);
        if (IsTrue(obj, "Complete") || IsTrue(obj, "SuccessCriteriaMet")) return KindStatus.Of("Completed", StatusSeverity.Idle);
        if (IsTrue(obj, "Failed")) return Failed(obj.Condition("Failed"));
        if (IsTrue(obj, "FailureTarget")) return Failed(obj.Condition("FailureTarget"));
        if (obj.Flag("spec", "suspend")) return KindStatus.Of("Waiting", StatusSeverity.Idle, "job.suspended");

        var failed = obj.Number(0, "status", "failed");
        if (failed > 0)
        {
            return KindStatus.Of(
                "Running",
                StatusSeverity.Warning,
                "job.retrying",
                ("failed", WorkloadStates.Digits(failed)),
                ("limit", WorkloadStates.Digits(obj.Number(6, "spec", "backoffLimit"))));
        }

        return obj.Number(0, "status", "active") > 0
            ? KindStatus.Of("Running", StatusSeverity.Healthy)
            : KindStatus.Of("Waiting", StatusSeverity.Progressing, "job.waiting");
    }

    public override Job Project(IndexedObject obj)
    {
        var job = Shape.Read<Job>(obj);
        return job with
        {
            Status = job.Status with { Phase = obj.Status.State, Succeed = obj.Body.Number(0, "status", "succeeded") },
            ExecutionTimestamp = obj.Body.Time("status", "completionTime")?.ToUnixTimeMilliseconds(),
        };
    }

    private static bool IsTrue(JsonElement obj, string condition) => obj.Condition(condition).Text("status") == "True";

    private static KindStatus Failed(JsonElement condition) => KindStatus.Of(
        "Failed",
        StatusSeverity.Failing,
        condition.Text("reason") == "DeadlineExceeded" ? "job.deadline" : "job.failed",
        ("message", condition.Text("message")),
        ("since", condition.Text("lastTransitionTime")));
}
