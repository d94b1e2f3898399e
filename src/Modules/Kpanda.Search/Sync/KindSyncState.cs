using Kpanda.KubeModel;
using Kpanda.Search.Query;
using Kpanda.Search.Store;

namespace Kpanda.Search.Sync;

/// <summary>How sync stands for one kind of one cluster. Written by its one sync, read by anybody.</summary>
internal sealed class KindSyncState(GroupResource resource, ClusterSyncState cluster)
{
    private readonly Lock _lock = new();
    private bool _synced;
    private bool _live;
    private string _reason = SyncReasons.Starting;
    private DateTimeOffset? _lastContact;
    private StoredPosition? _position;

    public GroupResource Resource => resource;

    public bool IsSynced
    {
        get { lock (_lock) return _synced; }
    }

    public bool IsLive
    {
        get { lock (_lock) return _live; }
    }

    /// <summary>How often the whole collection was listed since the start.</summary>
    public long Lists;

    /// <summary>Failures since the start.</summary>
    public long Failures;

    /// <summary>Events of watches since the start.</summary>
    public long Events;

    /// <summary>When an event last changed something, in Unix milliseconds; 0 for not since the start.</summary>
    public long LastEvent;

    /// <summary>Of events: those that were last seen before the oldest that is kept are not (<see cref="EventRetention"/>); null where there was never one too many.</summary>
    public volatile EventAge? KeptSince;

    /// <summary>Whether the next list is written as a whole, even where nothing seems to have changed.</summary>
    public volatile bool Rewrites;

    /// <summary>Whether a watch is held (otherwise the kind is empty there and polled).</summary>
    public volatile bool IsWatched;

    /// <summary>The last failure in the member's or the client's words; empty for none.</summary>
    public volatile string LastError = "";

    /// <summary>Objects were read from the store: they are shown while the watch resumes.</summary>
    public void Restored(StoredPosition position, DateTimeOffset lastContact)
    {
        lock (_lock) (_synced, _lastContact, _position) = (true, lastContact, position);
        cluster.SyncedChanged();
    }

    /// <summary>The index holds everything up to here.</summary>
    public void Reached(string apiVersion, string position)
    {
        lock (_lock) _position = new(apiVersion, position);
    }

    /// <summary>Where the watch resumes; null where the kind must be listed.</summary>
    public string? ResumeFrom(string apiVersion)
    {
        lock (_lock) return _position is { } position && position.ApiVersion == apiVersion && position.Position.Length > 0 ? position.Position : null;
    }

    /// <summary>Nothing is asked of the member until it is resumed.</summary>
    public void Paused()
    {
        lock (_lock) (_live, _reason) = (false, SyncReasons.Paused);
    }

    /// <summary>It is about to be asked again.</summary>
    public void Resumed()
    {
        lock (_lock)
        {
            if (_reason == SyncReasons.Paused) _reason = SyncReasons.Starting;
        }
    }

    /// <summary>It is about to be listed as if nothing were known of it. What is known is shown until then.</summary>
    public void BeginAnew()
    {
        Rewrites = true;
        lock (_lock) (_live, _reason, _position) = (false, SyncReasons.Listing, null);
    }

    /// <summary>Whether it was listed since it had been listed so often, and everything of that is in the index.</summary>
    public bool Rewritten(long lists) => !Rewrites && IsLive && Interlocked.Read(ref Lists) > lists;

    public void Listing()
    {
        Interlocked.Increment(ref Lists);
        lock (_lock)
        {
            if (!_synced) _reason = SyncReasons.Listing;
        }
    }

    public void Listed()
    {
        bool wasSynced;
        lock (_lock)
        {
            wasSynced = _synced;
            (_synced, _lastContact) = (true, cluster.Touch());
        }

        if (!wasSynced) cluster.SyncedChanged();
    }

    public void Live()
    {
        lock (_lock) (_live, _reason, _lastContact) = (true, "", cluster.Touch());
    }

    public void Heard()
    {
        lock (_lock) _lastContact = cluster.Touch();
    }

    public void Failing(string reason, string words)
    {
        LastError = words;
        Interlocked.Increment(ref Failures);
        lock (_lock) (_live, _reason) = (false, reason);
    }

    public ClusterFreshness Freshness()
    {
        lock (_lock) return new(cluster.Name, _synced, _live, _lastContact, _reason);
    }
}
