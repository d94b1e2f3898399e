using System.Collections.Concurrent;
using Kpanda.KubeModel;

namespace Kpanda.Search.Control;

/// <summary>
/// What administrators ask of sync: pauses, which outlive a restart and hold at every replica, and rebuilds, which are asked for once, of this one. The syncs are told of both through
/// <see cref="Changed"/> and look here for themselves. Safe for concurrent use.
/// </summary>
internal sealed class SyncControls(SyncControlStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ConcurrentDictionary<(string Cluster, GroupResource? Resource), SyncPause> _pauses = new();
    private readonly ConcurrentDictionary<(string Cluster, GroupResource? Resource), bool> _rebuilds = new();
    private readonly ConcurrentDictionary<(string Cluster, GroupResource Resource), KindCheckResult> _checks = new();

    /// <summary>Raised with the name of a cluster for which something is asked.</summary>
    public event Action<string>? Changed;

    /// <summary>Reads what was asked for before the start. Nothing else may be called before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await NoticeAsync(cancellationToken);
        foreach (var (cluster, resource, result) in await store.ChecksAsync(cancellationToken)) _checks[(cluster, resource)] = result;
    }

    /// <summary>Reads what other replicas paused and resumed.</summary>
    public Task NoticeAsync(CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            var stored = (await store.PausesAsync(cancellationToken)).ToDictionary(static row => (row.Cluster, row.Resource), static row => row.Pause);
            var changed = stored.Where(pair => !_pauses.TryGetValue(pair.Key, out var known) || known != pair.Value).Select(static pair => pair.Key)
                .Concat(_pauses.Keys.Where(key => !stored.ContainsKey(key))).ToList();
            foreach (var key in changed)
            {
                if (stored.TryGetValue(key, out var pause)) _pauses[key] = pause;
                else _pauses.TryRemove(key, out _);
            }

            foreach (var cluster in changed.Select(static key => key.Cluster).Distinct()) Changed?.Invoke(cluster);
        },
        cancellationToken);

    /// <summary>Who paused a kind, or the whole cluster (null), and when; null where nobody did.</summary>
    public SyncPause? PauseOf(string cluster, GroupResource? resource) => _pauses.GetValueOrDefault((cluster, resource));

    /// <summary>Clusters of which something is paused.</summary>
    public IReadOnlySet<string> PausedClusters => _pauses.Keys.Select(key => key.Cluster).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the last check of a kind found; null for never.</summary>
    public KindCheckResult? CheckOf(string cluster, GroupResource resource) => _checks.GetValueOrDefault((cluster, resource));

    public Task PauseAsync(string cluster, GroupResource? resource, string by, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            // As it is stored: otherwise it would seem to be changed when it is read.
            var pause = new SyncPause(by, DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
            await store.PauseAsync(cluster, resource, pause, cancellationToken);
            _pauses[(cluster, resource)] = pause;
            Changed?.Invoke(cluster);
        },
        cancellationToken);

    public Task ResumeAsync(string cluster, GroupResource? resource, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            await store.ResumeAsync(cluster, resource, cancellationToken);
            _pauses.TryRemove((cluster, resource), out _);
            Changed?.Invoke(cluster);
        },
        cancellationToken);

    /// <summary>Asks for a kind, or all of a cluster (null), to be listed and every object of it to be written anew. What is there is shown until then.</summary>
    public void Rebuild(string cluster, GroupResource? resource)
    {
        _rebuilds[(cluster, resource)] = true;
        Changed?.Invoke(cluster);
    }

    /// <summary>Takes what has to be rebuilt: each request is answered once. Null among them is the whole cluster.</summary>
    public IReadOnlyList<GroupResource?> TakeRebuilds(string cluster)
    {
        var taken = new List<GroupResource?>();
        foreach (var key in _rebuilds.Keys)
            if (key.Cluster == cluster && _rebuilds.TryRemove(key, out _)) taken.Add(key.Resource);
        return taken;
    }

    public async Task KeepAsync(string cluster, GroupResource resource, KindCheckResult result, CancellationToken cancellationToken)
    {
        _checks[(cluster, resource)] = result;
        await store.KeepAsync(cluster, resource, result, cancellationToken);
    }

    /// <summary>The cluster is no longer registered: another one of its name begins anew.</summary>
    /// <param name="cluster">Its name.</param>
    /// <param name="next">Since when another one has the name, whose pauses stay; null where none has.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task ForgetAsync(string cluster, DateTimeOffset? next, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            await store.ForgetChecksAsync(cluster, cancellationToken);
            foreach (var key in _checks.Keys)
                if (key.Cluster == cluster) _checks.TryRemove(key, out _);
            foreach (var (key, pause) in _pauses.Where(pair => pair.Key.Cluster == cluster && (next is null || pair.Value.At < next)).ToList())
            {
                await store.ForgetPauseAsync(cluster, key.Resource, pause, cancellationToken);
                _pauses.TryRemove(key, out _);
            }
        },
        cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();

    private async Task AloneAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
