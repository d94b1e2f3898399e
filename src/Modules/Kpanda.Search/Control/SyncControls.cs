using System.Collections.Concurrent;
using Kpanda.KubeModel;

namespace Kpanda.Search.Control;

/// <summary>
/// What administrators ask of sync: pauses, which outlive a restart, and rebuilds, which are asked for once. The syncs are told of both through <see cref="Changed"/> and look here
/// for themselves. Safe for concurrent use.
/// </summary>
internal sealed class SyncControls(SyncControlStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Cluster, GroupResource? Resource), SyncPause> _pauses = new();
    private readonly ConcurrentDictionary<(string Cluster, GroupResource? Resource), bool> _rebuilds = new();
    private readonly ConcurrentDictionary<(string Cluster, GroupResource Resource), KindCheckResult> _checks = new();

    /// <summary>Raised with the name of a cluster for which something is asked.</summary>
    public event Action<string>? Changed;

    /// <summary>Reads what was asked for before the start. Nothing else may be called before.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var (cluster, resource, pause) in await store.PausesAsync(cancellationToken)) _pauses[(cluster, resource)] = pause;
        foreach (var (cluster, resource, result) in await store.ChecksAsync(cancellationToken)) _checks[(cluster, resource)] = result;
    }

    /// <summary>Who paused a kind, or the whole cluster (null), and when; null where nobody did.</summary>
    public SyncPause? PauseOf(string cluster, GroupResource? resource) => _pauses.GetValueOrDefault((cluster, resource));

    /// <summary>Clusters of which something is paused.</summary>
    public IReadOnlySet<string> PausedClusters => _pauses.Keys.Select(key => key.Cluster).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the last check of a kind found; null for never.</summary>
    public KindCheckResult? CheckOf(string cluster, GroupResource resource) => _checks.GetValueOrDefault((cluster, resource));

    public async Task PauseAsync(string cluster, GroupResource? resource, string by, CancellationToken cancellationToken)
    {
        var pause = new SyncPause(by, time.GetUtcNow());
        await store.PauseAsync(cluster, resource, pause, cancellationToken);
        _pauses[(cluster, resource)] = pause;
        Changed?.Invoke(cluster);
    }

    public async Task ResumeAsync(string cluster, GroupResource? resource, CancellationToken cancellationToken)
    {
        await store.ResumeAsync(cluster, resource, cancellationToken);
        _pauses.TryRemove((cluster, resource), out _);
        Changed?.Invoke(cluster);
    }

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
    public async Task ForgetAsync(string cluster, CancellationToken cancellationToken)
    {
        await store.ForgetAsync(cluster, cancellationToken);
        foreach (var key in _pauses.Keys)
            if (key.Cluster == cluster) _pauses.TryRemove(key, out _);
        foreach (var key in _checks.Keys)
            if (key.Cluster == cluster) _checks.TryRemove(key, out _);
    }
}
