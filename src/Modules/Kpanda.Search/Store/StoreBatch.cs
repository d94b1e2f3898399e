using Kpanda.Search.Index;

namespace Kpanda.Search.Store;

/// <summary>What is written for one kind of one cluster, in one transaction.</summary>
/// <param name="Key">The kind of the cluster.</param>
/// <param name="ApiVersion">The version that it is read in.</param>
/// <param name="Changes">Objects written and deleted.</param>
/// <param name="Position">Where the watch resumes once the changes are stored; null leaves the stored one.</param>
/// <param name="Forget">Whether the kind is no longer synced at all.</param>
internal sealed record StoreBatch(SyncKey Key, string ApiVersion, IReadOnlyList<AppliedChange> Changes, string? Position, bool Forget = false)
{
    /// <summary>The cluster, of those that ever had its name.</summary>
    public Guid ClusterId { get; init; }
}
