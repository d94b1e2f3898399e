using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>A query that is followed. Its table changes <see cref="Total"/> and the owners under its own locks.</summary>
internal sealed class Follower(KindTable table, RowFilter filter, Guid? owner, Action<ResourceChange> onChange, Action<Follower> onDispose) : IResourceSubscription
{
    private int _total;

    public RowFilter Filter => filter;

    public Guid? Owner => owner;

    /// <summary>The ownership that <see cref="RowFilter.Owners"/> was worked out from.</summary>
    public long OwnershipVersion { get; set; } = -1;

    public int Total => Volatile.Read(ref _total);

    public bool? IsNewer(string cluster, ObjectKey key, string resourceVersion) =>
        table.FindMatching(filter, cluster, key) is not { } row ? null : row.Version != VersionNumber.Of(resourceVersion) && !VersionNumber.IsOlder(row.Version, VersionNumber.Of(resourceVersion));

    public void Count(int change) => Interlocked.Add(ref _total, change);

    public void Tell(ResourceChange change) => onChange(change);

    public void Dispose() => onDispose(this);
}
