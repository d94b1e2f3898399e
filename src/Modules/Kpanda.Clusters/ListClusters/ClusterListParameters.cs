using Microsoft.AspNetCore.Mvc;

namespace Kpanda.Clusters.ListClusters;

/// <summary>The query of <c>Cluster_ListClusters</c> as it is published; <see cref="ClusterFilter"/> says what each may hold.</summary>
internal sealed record ClusterListParameters
{
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    [FromQuery(Name = "name")]
    public string? Name { get; init; }

    [FromQuery(Name = "fuzzyName")]
    public string? FuzzyName { get; init; }

    [FromQuery(Name = "role")]
    public string? Role { get; init; }

    [FromQuery(Name = "kubernetesVersion")]
    public string? KubernetesVersion { get; init; }

    [FromQuery(Name = "phase")]
    public string? Phase { get; init; }

    [FromQuery(Name = "labelSelector")]
    public string? LabelSelector { get; init; }

    [FromQuery(Name = "fieldSelector")]
    public string? FieldSelector { get; init; }

    [FromQuery(Name = "managedBy")]
    public string? ManagedBy { get; init; }

    [FromQuery(Name = "sortBy")]
    public string? SortBy { get; init; }

    [FromQuery(Name = "sortDir")]
    public string? SortDir { get; init; }

    [FromQuery(Name = "showVirtualCluster")]
    public bool? ShowVirtualCluster { get; init; }

    [FromQuery(Name = "showShimCluster")]
    public bool? ShowShimCluster { get; init; }

    [FromQuery(Name = "excludeMetrics")]
    public bool? ExcludeMetrics { get; init; }
}
