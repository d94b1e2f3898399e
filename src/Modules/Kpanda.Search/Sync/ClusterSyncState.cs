using System.Collections.Concurrent;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Sync;

/// <summary>How sync stands for one cluster. Safe for concurrent use.</summary>
internal sealed class ClusterSyncState(string name, TimeProvider time, SyncOptions options, Action<IReadOnlyList<ApiResource>> onServed, Action onSynced)
{
    private readonly ConcurrentDictionary<GroupResource, KindSyncState> _kinds = new();
    private volatile IReadOnlyList<ApiResource>? _served;
    private volatile string _reason = SyncReasons.Starting;
    private volatile bool _isPaused;
    private long _lastContact;

    public string Name => name;

    /// <summary>What the member served when it was last asked; null before the first answer.</summary>
    public IReadOnlyList<ApiResource>? Served => _served;

    public ICollection<KindSyncState> Kinds => _kinds.Values;

    /// <summary>Why discovery fails; empty while it works.</summary>
    public string Reason => _reason;

    public DateTimeOffset? LastContact => Volatile.Read(ref _lastContact) is var ms and > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    public KindSyncState Kind(GroupResource resource)
    {
        if (_kinds.TryGetValue(resource, out var known)) return known;
        var kind = _kinds.GetOrAdd(resource, key => new KindSyncState(key, this));
        SyncedChanged();
        return kind;
    }

    /// <summary>Whether nothing is asked of the member: then nothing of it is in step.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set
        {
            _isPaused = value;
            SyncedChanged();
        }
    }

    public void Forget(GroupResource resource)
    {
        _kinds.TryRemove(resource, out _);
        SyncedChanged();
    }

    /// <summary>What is known of a kind may count as read now, or not any more.</summary>
    public void SyncedChanged() => onSynced();

    public void Discovered(IReadOnlyList<ApiResource> served)
    {
        var isNew = !ReferenceEquals(_served, served) || _reason.Length > 0;
        if (!ReferenceEquals(_served, served)) onServed(served);
        _served = served;
        _reason = "";
        Touch();
        if (isNew) SyncedChanged();
    }

    public void Failed(string reason)
    {
        _reason = reason;
        SyncedChanged();
    }

    public DateTimeOffset Touch()
    {
        var now = time.GetUtcNow();
        Volatile.Write(ref _lastContact, now.ToUnixTimeMilliseconds());
        return now;
    }

    /// <summary>Null where the member is known not to serve the kind: there is nothing to be behind of.</summary>
    public ClusterFreshness? Freshness(GroupResource resource)
    {
        if (options.Excluded.Contains(resource)) return new(name, false, false, LastContact, SyncReasons.LeftOut);
        if (_kinds.TryGetValue(resource, out var kind)) return IsPaused ? kind.Freshness() with { Live = false, Reason = SyncReasons.Paused } : kind.Freshness();
        if (IsPaused) return new(name, false, false, LastContact, SyncReasons.Paused);
        return _served is null || _reason.Length > 0 ? new(name, false, false, LastContact, _reason.Length > 0 ? _reason : SyncReasons.Starting) : null;
    }
}
