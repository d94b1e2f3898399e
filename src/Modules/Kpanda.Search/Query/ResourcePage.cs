namespace Kpanda.Search.Query;

/// <summary>One page of an answer, with the exact number of matches and how fresh it is.</summary>
/// <param name="Items">The rows of the page, in order.</param>
/// <param name="Total">Matches over all pages, within the scope.</param>
/// <param name="Freshness">One entry for each cluster that was looked in and is not in step: still syncing, or stale with the time of the last contact.</param>
public sealed record ResourcePage(IReadOnlyList<IndexedObject> Items, int Total, IReadOnlyList<ClusterFreshness> Freshness)
{
    /// <summary>Where the page ends, for <see cref="ResourceQuery.After"/>; null where it has no rows.</summary>
    public PageCursor? Next { get; init; }
}
