using Kpanda.Hosting.Paging;

namespace Kpanda.Search.Status;

/// <summary>How the index stands.</summary>
/// <param name="Objects">Objects in the index.</param>
/// <param name="Watches">Watches held over all clusters.</param>
/// <param name="WatchBudget">From this number of watches on, kinds that are empty in a cluster are polled.</param>
/// <param name="Unwritten">Changes that the store does not have yet.</param>
/// <param name="StoreFailure">Why the store on disk cannot be read or written just now, in the database's words; empty while it can. Until it could be opened once, no cluster is synced.</param>
/// <param name="Counts">Clusters by state: <c>all</c>, <c>behind</c>, <c>paused</c>, <c>different</c>.</param>
/// <param name="LeftOutKinds">Kinds that are not indexed.</param>
/// <param name="LeftOutNamespaces">Namespaces of which nothing but rights is indexed.</param>
/// <param name="Clusters">Each cluster of the page, by its name.</param>
/// <param name="Pagination">The page.</param>
public sealed record SyncStatus(
    long Objects,
    int Watches,
    int WatchBudget,
    int Unwritten,
    string StoreFailure,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<string> LeftOutKinds,
    IReadOnlyList<string> LeftOutNamespaces,
    IReadOnlyList<ClusterSyncStatus> Clusters,
    Pagination Pagination);
