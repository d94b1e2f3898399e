using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class DaemonSetKind() : ResourceKind<DaemonSet>("apps", "daemonsets", "DaemonSet", namespaced: true, "Apps")
{
    public override IReadOnlyList<string> States => WorkloadStates.All;

    public override IReadOnlyList<string> IndexedFields => [WorkloadLists.ImageField, ShownValues.ContainersField, WorkloadLists.GpuField];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfDaemons;

    public override IReadOnlyList<ListParameter> Parameters => WorkloadLists.Parameters;

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.WithGpu(request, WorkloadLists.GpuField));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj);

        var want = obj.Number(0, "status", "desiredNumberScheduled");
        var available = obj.Number(0, "status", "numberAvailable");
        if (WorkloadStates.IsUnobserved(obj)) return WorkloadStates.Waiting("workload.unobserved", available, want);
        if (want == 0) return KindStatus.Of("Stopped", StatusSeverity.Idle, "daemonSet.noNodes");

        var updated = obj.Number(0, "status", "updatedNumberScheduled");
        var rolling = obj.Text("spec", "updateStrategy", "type") != "OnDelete" && updated < want;
        if (rolling) return WorkloadStates.Waiting("workload.rollingOut", Math.Min(updated, available), want);
        if (available >= want) return WorkloadStates.Running;
        return WorkloadStates.IsYoung(obj, now)
            ? WorkloadStates.Waiting("workload.starting", available, want)
            : WorkloadStates.Unavailable(available, want, obj.Text("metadata", "creationTimestamp"));
    }

    public override DaemonSet Project(IndexedObject obj)
    {
        var set = Shape.Read<DaemonSet>(obj);
        return set with { Status = set.Status with { State = obj.Status.State } };
    }
}
