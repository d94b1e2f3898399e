using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class StatefulSetKind() : ResourceKind<StatefulSet>("apps", "statefulsets", "StatefulSet", namespaced: true, "Apps")
{
    public override IReadOnlyList<string> States => WorkloadStates.All;

    public override IReadOnlyList<string> IndexedFields => [WorkloadLists.ImageField, ShownValues.ContainersField, WorkloadLists.GpuField];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfReplicas;

    public override IReadOnlyList<ListParameter> Parameters => WorkloadLists.Parameters;

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query.WithGpu(request, WorkloadLists.GpuField));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj);

        var want = obj.Number(1, "spec", "replicas");
        var have = obj.Number(0, "status", "replicas");
        var ready = obj.Number(0, "status", "readyReplicas");
        if (WorkloadStates.IsUnobserved(obj)) return WorkloadStates.Waiting("workload.unobserved", ready, want);
        if (want == 0) return have == 0 ? WorkloadStates.Stopped : WorkloadStates.Waiting("workload.scalingDown", have, 0);
        if (have > want) return WorkloadStates.Waiting("workload.scalingDown", have, want);

        var updated = obj.Number(0, "status", "updatedReplicas");
        var rolling = IsRolling(obj, updated, want);
        if (ready >= want && !rolling) return WorkloadStates.Running;

        // A StatefulSet has no deadline of its own; without one, a set whose first pod never starts would be on its way for ever.
        var since = obj.Text("metadata", "creationTimestamp");
        var young = WorkloadStates.IsYoung(obj, now);
        if (rolling && (young || have == want)) return WorkloadStates.Waiting("workload.rollingOut", Math.Min(updated, ready), want);
        return young ? WorkloadStates.Waiting("workload.starting", ready, want) : WorkloadStates.Unavailable(ready, want, since);
    }

    public override StatefulSet Project(IndexedObject obj)
    {
        var set = Shape.Read<StatefulSet>(obj);
        return set with { Status = set.Status with { State = obj.Status.State } };
    }

    private static bool IsRolling(JsonElement obj, int updated, int want) =>
        obj.Text("status", "currentRevision") != obj.Text("status", "updateRevision")
        && obj.Text("spec", "updateStrategy", "type") != "OnDelete"
        && updated < want - obj.Number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
}
