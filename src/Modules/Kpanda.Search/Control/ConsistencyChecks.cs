using System.Collections.Concurrent;
using System.Threading.Channels;
using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Sync;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Control;

/// <summary>
/// Compares clusters with the index, one at a time: those that are asked for first, and each of the others when its time has come. A kind that differs is listed and written anew,
/// on the way that all objects come by; the results are kept.
/// </summary>
internal sealed partial class ConsistencyChecks(ResourceIndex index, BodyStore bodies, SyncBoard board, IClusters clusters, SyncControls controls, SyncOptions options, TimeProvider time, ILogger<ConsistencyChecks> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RepairWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RepairLooks = TimeSpan.FromMilliseconds(100);

    private readonly Channel<(string Cluster, GroupResource? Resource)> _asked = Channel.CreateUnbounded<(string, GroupResource?)>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, ClusterCheckProgress> _progress = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastOf = new(StringComparer.Ordinal);

    /// <summary>How far the comparison of a cluster is; null where none runs or waits.</summary>
    public ClusterCheckProgress? ProgressOf(string cluster) => _progress.GetValueOrDefault(cluster);

    /// <summary>Asks for a comparison of a kind, or of all kinds (null) of a cluster.</summary>
    /// <returns>False where one runs or waits already.</returns>
    public bool Ask(string cluster, GroupResource? resource)
    {
        if (!_progress.TryAdd(cluster, new(true, 0, 0, ""))) return false;
        _asked.Writer.TryWrite((cluster, resource));
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                if (!_asked.Reader.TryRead(out var next) && !TakeDue(out next))
                {
                    await WaitAsync(stoppingToken);
                    continue;
                }

                await CheckAsync(next.Cluster, next.Resource, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LookEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _asked.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to see whether a cluster is due.
        }
    }

    // A cluster that nobody compared since the start begins somewhere in its period, so that a restart compares nothing at once and clusters are spread.
    private bool TakeDue(out (string Cluster, GroupResource? Resource) due)
    {
        var now = time.GetUtcNow();
        due = default;
        foreach (var state in board.Clusters)
        {
            var last = _lastOf.GetOrAdd(state.Name, _ => now - (options.CheckEvery * Random.Shared.NextDouble()));
            if (now - last < options.CheckEvery || state.IsPaused || state.Reason.Length > 0 || !_progress.TryAdd(state.Name, new(true, 0, 0, ""))) continue;
            due = (state.Name, null);
            return true;
        }

        return false;
    }

    private async Task CheckAsync(string cluster, GroupResource? only, CancellationToken cancellationToken)
    {
        try
        {
            if (only is null) _lastOf[cluster] = time.GetUtcNow();
            if (board.Find(cluster) is not { Served: { } served, IsPaused: false } state) return;
            var kinds = served.Where(resource => resource.IsListable && board.Options.Excluded.Contains(resource.Gvr.GroupResource) is false)
                .Where(resource => only is null ? controls.PauseOf(cluster, resource.Gvr.GroupResource) is null : resource.Gvr.GroupResource == only)
                .ToList();
            for (var done = 0; done < kinds.Count; done++)
            {
                _progress[cluster] = new(false, done, kinds.Count, kinds[done].Gvr.GroupResource.ToString());
                if (done > 0) await Task.Delay(options.CheckPause, time, cancellationToken);
                if (await CheckAsync(state, kinds[done], cancellationToken) is { } result)
                    await controls.KeepAsync(cluster, kinds[done].Gvr.GroupResource, result, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The edge of a host loop: the next cluster is compared all the same.
            Log.Failed(logger, failure, cluster);
        }
        finally
        {
            _progress.TryRemove(cluster, out _);
        }
    }

    /// <returns>Null where the kind is not in step to begin with: then there is nothing to compare, and the status says why.</returns>
    private async Task<KindCheckResult?> CheckAsync(ClusterSyncState state, ApiResource resource, CancellationToken cancellationToken)
    {
        var kind = state.Kind(resource.Gvr.GroupResource);
        if (!kind.IsSynced || !kind.IsLive || !clusters.SystemClient(state.Name).TryGet(out var client, out _)) return null;
        var comparison = new KindComparison(state.Name, resource, client, index.Table(resource.Gvr.GroupResource), bodies, kind, options, time);
        var answer = await comparison.RunAsync(cancellationToken);
        if (!answer.TryGet(out var found, out var failure)) return new(time.GetUtcNow(), 0, 0, 0, 0, false, failure.Message);
        if (found.Different == 0) return found;

        Log.Differs(logger, resource.Gvr.GroupResource, state.Name, found.Missing, found.Surplus, found.Stale);
        var lists = Interlocked.Read(ref kind.Lists);
        controls.Rebuild(state.Name, resource.Gvr.GroupResource);
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < RepairWithin && !kind.Rewritten(lists);) await Task.Delay(RepairLooks, time, cancellationToken);
        return found with { At = time.GetUtcNow(), Repaired = kind.Rewritten(lists), Failure = kind.Rewritten(lists) ? "" : kind.LastError };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Resource} of cluster {Cluster} was not in the index as it is: {Missing} missing, {Surplus} surplus, {Stale} stale; it is listed anew")]
        public static partial void Differs(ILogger logger, GroupResource resource, string cluster, int missing, int surplus, int stale);

        [LoggerMessage(LogLevel.Error, "Cluster {Cluster} could not be compared with the index")]
        public static partial void Failed(ILogger logger, Exception failure, string cluster);
    }
}
