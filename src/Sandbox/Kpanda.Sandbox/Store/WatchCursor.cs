using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>
/// A reader's place in the changes of one collection. It holds no queue of its own: it reads the collection's log, and a reader that is
/// too slow finds its place gone. Not thread-safe; one reader each.
/// </summary>
public sealed class WatchCursor
{
    private readonly ObjectStore store;
    private readonly GroupResource resource;

    internal WatchCursor(ObjectStore store, GroupResource resource, long version)
    {
        this.store = store;
        this.resource = resource;
        Version = version;
    }

    /// <summary>All changes up to this version have been read.</summary>
    public long Version { get; private set; }

    /// <summary>
    /// Appends the changes since the last call to <paramref name="into"/> and moves on. <paramref name="next"/> completes when there may be
    /// more. False when changes were lost: the version is too old.
    /// </summary>
    public bool TryRead(List<StoreEvent> into, out Task next)
    {
        var kept = store.ReadLog(resource, Version, into, out var version, out next);
        if (kept) Version = Math.Max(Version, version);
        return kept;
    }
}
