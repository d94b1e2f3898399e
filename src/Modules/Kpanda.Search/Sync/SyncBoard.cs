using System.Collections.Concurrent;
using Kpanda.KubeModel;

namespace Kpanda.Search.Sync;

/// <summary>How sync stands, cluster by cluster and kind by kind; and which kinds somebody is looking at. Safe for concurrent use.</summary>
internal sealed class SyncBoard(TimeProvider time, SyncOptions? options = null)
{
    private readonly SyncOptions _options = options ?? new SyncOptions();
    private readonly ConcurrentDictionary<GroupResource, ApiResource> _served = new();
    private readonly ConcurrentDictionary<string, ClusterSyncState> _clusters = new(StringComparer.Ordinal);
    private readonly Lock _interestLock = new();
    private readonly Dictionary<GroupResource, int> _interest = [];
    private readonly ConcurrentDictionary<GroupResource, long> _asked = new();
    private readonly ConcurrentDictionary<GroupResource, TaskCompletionSource> _wakes = new();

    private long _syncedVersion;

    /// <summary>Grows whenever <see cref="ClusterFreshness.Synced"/> of some kind of some cluster may have become another.</summary>
    public long SyncedVersion => Volatile.Read(ref _syncedVersion);

    public ICollection<ClusterSyncState> Clusters => _clusters.Values;

    public int ClusterCount => _clusters.Count;

    public ClusterSyncState? Find(string cluster) => _clusters.GetValueOrDefault(cluster);

    public ClusterSyncState Add(string cluster) => _clusters.GetOrAdd(cluster, name => new ClusterSyncState(name, time, _options, Served, SyncedChanged));

    /// <summary>What is left out of the index.</summary>
    public SyncOptions Options => _options;

    /// <summary>A collection as some cluster serves it, or did; null where none ever did.</summary>
    public ApiResource? FindServed(GroupResource resource) => _served.GetValueOrDefault(resource);

    /// <summary>Every collection that some cluster serves, or did, and that is kept.</summary>
    public IEnumerable<ApiResource> AllServed => _served.Values.Where(served => served.IsListable && !_options.Excluded.Contains(served.Gvr.GroupResource));

    public void Remove(string cluster)
    {
        _clusters.TryRemove(cluster, out _);
        SyncedChanged();
    }

    /// <summary>Notes that somebody follows a kind, until disposed: it is then watched even where a member has none.</summary>
    public IDisposable Interested(GroupResource resource)
    {
        bool began;
        lock (_interestLock)
        {
            _interest[resource] = _interest.GetValueOrDefault(resource) + 1;
            began = _interest[resource] == 1;
        }

        if (began) Wake(resource);
        return new Interest(this, resource);
    }

    /// <summary>Notes that somebody asked for a kind once: what is polled of it is polled more often for a while.</summary>
    public void Asked(GroupResource resource)
    {
        var wasAsked = IsAsked(resource);
        _asked[resource] = time.GetTimestamp();
        if (!wasAsked) Wake(resource);
    }

    /// <summary>Whether somebody asked for a kind of late.</summary>
    public bool IsAsked(GroupResource resource) => _asked.TryGetValue(resource, out var at) && time.GetElapsedTime(at) < _options.PollUnaskedEvery;

    /// <summary>Completes when somebody begins to look at a kind, or asks for it after nobody did for a while. Thousands wait for it, so it is one for all of them.</summary>
    public Task NextWake(GroupResource resource) => _wakes.GetOrAdd(resource, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public bool IsInteresting(GroupResource resource)
    {
        lock (_interestLock) return _interest.ContainsKey(resource);
    }

    private void SyncedChanged() => Interlocked.Increment(ref _syncedVersion);

    private void Wake(GroupResource resource)
    {
        if (_wakes.TryRemove(resource, out var wake)) wake.TrySetResult();
    }

    private void Served(IReadOnlyList<ApiResource> served)
    {
        foreach (var resource in served) _served[resource.Gvr.GroupResource] = resource;
    }

    private void Lose(GroupResource resource)
    {
        lock (_interestLock)
        {
            if (--_interest[resource] == 0) _interest.Remove(resource);
        }
    }

    private sealed class Interest(SyncBoard board, GroupResource resource) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0) board.Lose(resource);
        }
    }
}
