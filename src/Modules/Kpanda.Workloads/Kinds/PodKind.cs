using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Kinds;

internal sealed class PodKind() : ResourceKind<Pod>("", "pods", "Pod", namespaced: true, "Core")
{
    public override IReadOnlyList<string> States => ["Pending", "Running", "Succeeded", "Failed", "Unknown"];

    public override IReadOnlyList<string> IndexedFields => ["spec.nodeName", "status.podIP", "spec.containers[].image", "spec.volumes[].persistentVolumeClaim.claimName", PodList.GpuField, "status.nominatedNodeName"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues => ShownValues.OfPods;

    public override IReadOnlyList<string> SearchedFields => ["status.podIP"];

    public override IReadOnlyList<ListParameter> Parameters => PodList.Parameters;

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        PodList.RefineAsync(query, request, cancellationToken);

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) => PodRule.Of(obj, now);

    public override Func<JsonElement, Amounts> AmountsOf { get; } = PodRequests.Of;

    public override Pod Project(IndexedObject obj)
    {
        var pod = Shape.Read<Pod>(obj);
        var containers = pod.Spec.Containers ?? [];
        var statuses = pod.Status.ContainerStatuses ?? [];
        return pod with
        {
            Status = pod.Status with
            {
                Words = PodWords.Of(obj.Body),
                PodFilterStatus = Filter(obj.Status),
                OwnedBy = Owner(pod.Metadata),
                ContainerTotalCount = containers.Count,
                ContainerReadyCount = statuses.Count(s => s.Ready),
                RestartCount = statuses.Sum(s => s.RestartCount),
                CpuRequest = containers.Sum(c => ResourceAmount.Milli(c.Resources?.Requests?.Cpu ?? "")),
                CpuLimit = Limit(containers, c => ResourceAmount.Milli(c.Resources?.Limits?.Cpu ?? "")),
                MemoryRequest = containers.Sum(c => ResourceAmount.Units(c.Resources?.Requests?.Memory ?? "")),
                MemoryLimit = Limit(containers, c => ResourceAmount.Units(c.Resources?.Limits?.Memory ?? "")),
            },
        };
    }

    /// <summary>A pod is limited only when each of its containers is.</summary>
    private static long Limit(IReadOnlyList<Container> containers, Func<Container, long> limit)
    {
        var limits = containers.Select(limit).ToList();
        return limits.Contains(0) ? 0 : limits.Sum();
    }

    private static string Filter(KindStatus status) => status.Severity switch
    {
        StatusSeverity.Healthy => "FILTER_POD_STATUS_RUNNING",
        StatusSeverity.Idle when status.State == "Succeeded" => "FILTER_POD_STATUS_COMPLETED",
        StatusSeverity.Progressing or StatusSeverity.Idle => "FILTER_POD_STATUS_WAITING",
        StatusSeverity.Warning or StatusSeverity.Failing => "FILTER_POD_STATUS_ERROR",
        _ => "FILTER_POD_STATUS_UNSPECIFIED",
    };

    private static PodOwner? Owner(ObjectMeta metadata)
    {
        var owner = metadata.OwnerReferences?.FirstOrDefault(o => o.Controller);
        if (owner is null) return null;

        // A Deployment names its ReplicaSets after itself and the hash that it puts on their pods: the pod alone tells whose it is.
        if (owner.Kind == "ReplicaSet"
            && metadata.Labels?.GetValueOrDefault("pod-template-hash") is { Length: > 0 } hash
            && owner.Name.EndsWith($"-{hash}", StringComparison.Ordinal))
        {
            return new("DEPLOYMENT", owner.Name[..^(hash.Length + 1)]);
        }

        return owner.Kind is "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" or "CronJob"
            ? new(owner.Kind.ToUpperInvariant(), owner.Name)
            : new("KIND_UNSPECIFIED", owner.Name);
    }
}
