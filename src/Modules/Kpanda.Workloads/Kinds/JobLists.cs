using Kpanda.Resources.Lists;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Workloads.Kinds;

/// <summary>The parameters that lists of Jobs and of CronJobs share.</summary>
internal static class JobLists
{
    /// <summary>States by the kind's own parameter; clusters by the plural that the published API has here alone.</summary>
    public static ResourceQuery Refine(ResourceQuery query, ListRequest request, string[] states)
    {
        if (states.Length > 0) query = query with { States = states };
        return request.Values("clusters") is { Length: > 0 } clusters && query.Clusters.Count == 0 ? query with { Clusters = clusters } : query;
    }
}
