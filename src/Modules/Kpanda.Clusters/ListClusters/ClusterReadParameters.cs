using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;

namespace Kpanda.Clusters.ListClusters;

/// <summary>The query of <c>Cluster_GetCluster</c> as it is published. One cluster is one page in any order; pages and orders are checked all the same.</summary>
/// <param name="Page">Checked.</param>
/// <param name="PageSize">Checked.</param>
/// <param name="Status">The cluster only if it is in one of these phases.</param>
/// <param name="SortBy">Checked.</param>
/// <param name="SortDir">Checked.</param>
/// <param name="ExcludeMetrics">Whether the counts are left out.</param>
internal sealed record ClusterReadParameters(int? Page, int? PageSize, string[]? Status, string? SortBy, string? SortDir, bool? ExcludeMetrics)
{
    /// <summary>What is wrong with them; null for nothing.</summary>
    public Error? Problem() =>
        PageRequest.Parse(Page, PageSize).Error
        ?? ClusterFilter.OneOf("sortBy", SortBy ?? "", "SORT_BY_UNSPECIFIED", ClusterFilter.Orders)
        ?? ClusterFilter.OneOf("sortDir", SortDir ?? "", "", ["asc", "desc"])
        ?? (Status ?? []).Select(phase => ClusterFilter.OneOf("status", phase, "CLUSTER_PHASE_UNSPECIFIED", [.. ClusterPhases.All])).FirstOrDefault(problem => problem is not null);

    /// <summary>Whether a cluster in this phase is asked for.</summary>
    public bool Matches(string phase) => Status is not { Length: > 0 } || Status.Contains(phase) || Status.Contains("CLUSTER_PHASE_UNSPECIFIED");
}
