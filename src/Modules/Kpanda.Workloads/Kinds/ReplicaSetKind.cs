using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class ReplicaSetKind() : ResourceKind<ReplicaSet>("apps", "replicasets", "ReplicaSet", namespaced: true, "Apps")
{
    public override IReadOnlyList<string> States => WorkloadStates.All;

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("kind") { Values = ["Deployment"] }, new("kindName"), GpuLists.Parameter];

    public override IReadOnlyList<string> IndexedFields => [WorkloadLists.ImageField, ShownValues.ContainersField, WorkloadLists.GpuField];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfReplicas;

    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        query = query.WithGpu(request, WorkloadLists.GpuField);
        if (!request.OneOf("kind", ["Deployment"]).TryGet(out var kind, out var error)) return error;
        if (request.Value("kindName") is not { } name) return kind.Length == 0 ? query : Error.Invalid("kindName", "list.kindName", ("kind", kind));

        var owner = await request.FindAsync(query, OwnerKinds.Resource("Deployment"), name, cancellationToken);
        return query with { OwnerUid = owner?.Body.Text("metadata", "uid") ?? Guid.Empty.ToString() };
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting()) return WorkloadStates.Deleting(obj);

        var want = obj.Number(1, "spec", "replicas");
        var have = obj.Number(0, "status", "replicas");
        var available = obj.Number(0, "status", "availableReplicas");
        if (WorkloadStates.Refused(obj) is { } refused) return refused;
        if (want == 0 && have == 0) return WorkloadStates.Stopped;
        if (have > want) return WorkloadStates.Waiting("workload.scalingDown", have, want);
        if (available >= want) return WorkloadStates.Running;
        return WorkloadStates.IsUnobserved(obj) || WorkloadStates.IsYoung(obj, now)
            ? WorkloadStates.Waiting("workload.starting", available, want)
            : WorkloadStates.Unavailable(available, want, obj.Text("metadata", "creationTimestamp"));
    }

    public override ReplicaSet Project(IndexedObject obj)
    {
        var set = Shape.Read<ReplicaSet>(obj);
        return set with
        {
            Spec = set.Spec with { Revision = DeploymentKind.Revision(set.Metadata) },
            Status = set.Status with { State = obj.Status.State },
        };
    }
}
