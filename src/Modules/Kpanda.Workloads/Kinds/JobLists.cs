using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Workloads.Kinds;

/// <summary>The parameters that lists of Jobs and of CronJobs share. Each also takes the state of the other: the Jobs of suspended CronJobs, the CronJobs with failed Jobs.</summary>
internal static class JobLists
{
    /// <summary>Indexed of Jobs.</summary>
    public const string OwnerUid = "metadata.ownerReferences[].uid";

    /// <summary>Indexed of CronJobs.</summary>
    public const string Uid = "metadata.uid";

    // No object has this owner.
    private static readonly string Nobody = Guid.Empty.ToString();

    public static IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("jobState") { Values = JobKind.AllStates },
        new("cronjobState") { Values = CronJobKind.AllStates },
        new("clusters", IsArray: true),
        GpuLists.Parameter,
        VirtualClusters.Parameter,
    ];

    /// <summary>States by the kind's own parameter; clusters by the plural that the published API has here alone.</summary>
    public static ResourceQuery Refine(ResourceQuery query, ListRequest request, string stateParameter)
    {
        if (request.Values(stateParameter) is { Length: > 0 } states) query = query with { States = states };
        return request.Values("clusters") is { Length: > 0 } clusters && query.Clusters.Count == 0 ? query with { Clusters = clusters } : query;
    }

    /// <summary>Jobs whose CronJob is in a state.</summary>
    public static async ValueTask<ResourceQuery> OfCronJobsAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        var uids = await OthersAsync(query, request, "cronjobs", "cronjobState", cronJob => [cronJob.Body.Text("metadata", "uid")], cancellationToken);
        return uids is null ? query : query.Where(OwnerUid, uids);
    }

    /// <summary>CronJobs that have a Job in a state.</summary>
    public static async ValueTask<ResourceQuery> WithJobsAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        var uids = await OthersAsync(query, request, "jobs", "jobState", job => job.Body.Items("metadata", "ownerReferences").Select(owner => owner.Text("uid")), cancellationToken);
        return uids is null ? query : query.Where(Uid, uids);
    }

    private static async ValueTask<string[]?> OthersAsync(
        ResourceQuery query, ListRequest request, string resource, string parameter, Func<IndexedObject, IEnumerable<string>> uids, CancellationToken cancellationToken)
    {
        if (request.Values(parameter) is not { Length: > 0 } states) return null;

        var kind = new GroupResource("batch", resource);
        var others = new ResourceQuery(kind) { Clusters = query.Clusters, Namespaces = query.Namespaces, States = states };
        var scope = await request.ScopeOf(kind, cancellationToken);
        var found = new HashSet<string>(StringComparer.Ordinal) { Nobody };
        await foreach (var other in request.Index.AllAsync(others, scope, cancellationToken)) found.UnionWith(uids(other));
        return [.. found];
    }
}
