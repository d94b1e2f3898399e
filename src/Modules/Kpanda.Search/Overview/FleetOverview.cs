using Kpanda.Search.Lists;

namespace Kpanda.Search.Overview;

/// <summary>All clusters that the person may see, at a glance.</summary>
/// <param name="Phases">How many clusters are in each phase.</param>
/// <param name="Versions">How many clusters have each Kubernetes version.</param>
/// <param name="Capacity">Everything together, of the clusters that have been read.</param>
/// <param name="Clusters">The clusters, those in trouble first; cut off where there are very many.</param>
/// <param name="ClusterTotal">How many there are.</param>
/// <param name="Workloads">How workloads and pods are.</param>
/// <param name="Troubles">What is wrong now, the worst first; cut off where there is very much, and then each cluster has its share of places.</param>
/// <param name="TroubleTotal">How many entries there are before the end was cut off; of very many objects of a kind, each beyond the first hundred counts as one.</param>
/// <param name="Freshness">Clusters whose part is not in step.</param>
internal sealed record FleetOverview(
    IReadOnlyDictionary<string, int> Phases,
    IReadOnlyDictionary<string, int> Versions,
    ClusterCapacity Capacity,
    IReadOnlyList<OverviewCluster> Clusters,
    int ClusterTotal,
    IReadOnlyList<KindHealth> Workloads,
    IReadOnlyList<Trouble> Troubles,
    int TroubleTotal,
    IReadOnlyList<FreshnessNote> Freshness);
