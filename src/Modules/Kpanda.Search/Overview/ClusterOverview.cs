using Kpanda.Search.Lists;

namespace Kpanda.Search.Overview;

/// <summary>One cluster at a glance, within what the person may see.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Workloads">How workloads and pods are.</param>
/// <param name="Troubles">What is wrong now, the worst first; cut off where there is very much.</param>
/// <param name="TroubleTotal">How many entries there are before the end was cut off; of very many objects of a kind, each beyond the first hundred counts as one.</param>
/// <param name="AddOns">What was recognised in it.</param>
/// <param name="Freshness">Whether it is not in step.</param>
internal sealed record ClusterOverview(
    OverviewCluster Cluster,
    IReadOnlyList<KindHealth> Workloads,
    IReadOnlyList<Trouble> Troubles,
    int TroubleTotal,
    IReadOnlyList<AddOn> AddOns,
    IReadOnlyList<FreshnessNote> Freshness);
