using System.Globalization;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class DeploymentKind() : ResourceKind<Deployment>("apps", "deployments", "Deployment", namespaced: true, "Apps")
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    public override IReadOnlyList<string> States => WorkloadStates.All;

    public override IReadOnlyList<string> IndexedFields => [WorkloadLists.ImageField, ShownValues.ContainersField, WorkloadLists.GpuField];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfReplicas;

    public override IReadOnlyList<ListParameter> Parameters => WorkloadLists.Parameters;

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.WithGpu(request, WorkloadLists.GpuField));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj);
        if (obj.Flag("spec", "paused")) return KindStatus.Of("Waiting", StatusSeverity.Idle, "deployment.paused");

        var want = obj.Number(1, "spec", "replicas");
        var have = obj.Number(0, "status", "replicas");
        var updated = obj.Number(0, "status", "updatedReplicas");
        var available = obj.Number(0, "status", "availableReplicas");
        var progressing = obj.Condition("Progressing");
        if ((WorkloadStates.Refused(obj) ?? Overdue(progressing)) is { } broken) return broken;
        if (WorkloadStates.IsUnobserved(obj)) return WorkloadStates.Waiting("workload.unobserved", available, want);
        if (want == 0) return have == 0 ? WorkloadStates.Stopped : WorkloadStates.Waiting("workload.scalingDown", have, 0);
        if (updated >= want && have <= updated && available >= want) return WorkloadStates.Running;

        // The controller says so once every new pod has been available; what is missing after that has broken since.
        var rolledOut = progressing.Text("reason") == "NewReplicaSetAvailable" && updated >= want;
        if (rolledOut && available < want) return WorkloadStates.Unavailable(available, want, obj.Condition("Available").Text("lastTransitionTime"));
        return have > updated && updated >= want
            ? WorkloadStates.Waiting("workload.replacing", have - updated, 0)
            : WorkloadStates.Waiting("workload.rollingOut", Math.Min(updated, available), want);
    }

    public override Deployment Project(IndexedObject obj)
    {
        var deployment = Shape.Read<Deployment>(obj);
        return deployment with
        {
            Status = deployment.Status with { State = obj.Status.State },
            Revision = Revision(deployment.Metadata),
        };
    }

    /// <summary>The revision that the controller wrote on a Deployment or ReplicaSet; 0 where it has not.</summary>
    public static long Revision(ObjectMeta metadata) =>
        long.TryParse(metadata.Annotations?.GetValueOrDefault(RevisionAnnotation), CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    private static KindStatus? Overdue(JsonElement progressing) =>
        progressing.Text("status") == "False" && progressing.Text("reason") == "ProgressDeadlineExceeded"
            ? WorkloadStates.Failing("deployment.deadline", progressing)
            : null;
}
