using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search.Query;
using Kpanda.Identity.Access;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Sync;

/// <summary>Keeps one member in step: asks what it serves, and runs a <see cref="KindSync"/> for each kind. Whatever happens to it stays with it.</summary>
internal sealed partial class ClusterSync(string cluster, IClusters clusters, SyncContext context, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<GroupResource, RunningKind> _kinds = [];
    private readonly SemaphoreSlim _lists = new(context.Options.ListsAtOncePerCluster);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private Task _run = Task.CompletedTask;
    private volatile bool _isControlled;
    private KubeClient? _client;
    private ClusterTransport? _way;
    private KubeDiscovery? _known;

    /// <summary>Which cluster it is, of those that ever had its name.</summary>
    public Guid ClusterId => context.ClusterId;

    /// <summary>Whether this goes over the connections that the cluster has now: a new name or label is no reason to start again, another credential is.</summary>
    public bool IsOver(IClusters registered) => registered.SystemClient(cluster).TryGet(out var client, out _) && ReferenceEquals(client.Transport, _way);

    public void Start()
    {
        _way = clusters.SystemClient(cluster).TryGet(out var client, out _) ? client.Transport : null;
        _run = RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await Task.WhenAll(_kinds.Values.Select(kind => kind.StopAsync()));
        _stop.Dispose();
        _lists.Dispose();
        _changed.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var state = context.Board.Add(cluster);
        context.Controls.Changed += OnControl;
        using var crds = FollowServedKinds(SyncOptions.CustomResourceDefinitions);
        using var services = FollowServedKinds(SyncOptions.ApiServices);
        var retry = context.Options.FirstRetry;
        try
        {
            while (true)
            {
                await ControlAsync(state);
                if (state.IsPaused)
                {
                    await _changed.WaitAsync(cancellationToken);
                    continue;
                }

                if (await DiscoverAsync(state, cancellationToken) is { } failure)
                {
                    state.Failed(FailureReason.Of(failure));
                    if (failure.HttpStatus == 403) context.Refused(cluster);
                    Log.DiscoveryFailed(logger, cluster, failure.Message);
                    await _changed.WaitAsync(Jitter.Around(retry), cancellationToken);
                    retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, context.Options.LongestRetry.Ticks));
                    continue;
                }

                retry = context.Options.FirstRetry;
                if (await WaitForChangeAsync(cancellationToken) && !_isControlled) await Task.Delay(context.Options.DiscoverAfterChange, context.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster was removed, or the server stops.
        }
        catch (Exception failure)
        {
            // The edge of a host loop: what runs goes on; only new kinds of this cluster are not found any more.
            Log.Failed(logger, failure, cluster);
            state.Failed(SyncReasons.Failing);
        }
        finally
        {
            context.Controls.Changed -= OnControl;
        }
    }

    private void OnControl(string name)
    {
        if (name != cluster) return;
        _isControlled = true;
        Release();
    }

    // Does what administrators asked for; nothing of it needs the member.
    private async Task ControlAsync(ClusterSyncState state)
    {
        _isControlled = false;
        state.IsPaused = context.Controls.PauseOf(cluster, null) is not null;
        if (_known is null) return;
        foreach (var asked in context.Controls.TakeRebuilds(cluster))
        {
            foreach (var kind in _kinds.Keys.Where(kind => asked is null || kind == asked).ToArray())
            {
                await StopAsync(kind);
                state.Kind(kind).BeginAnew();
            }
        }

        await ReconcileAsync(_client!, _known, state);
    }

    private async Task StopAsync(GroupResource kind)
    {
        if (_kinds.Remove(kind, out var running)) await running.StopAsync();
    }

    private bool IsPaused(GroupResource kind) => context.Controls.PauseOf(cluster, null) is not null || context.Controls.PauseOf(cluster, kind) is not null;

    private IResourceSubscription FollowServedKinds(GroupResource resource) =>
        context.Index.Subscribe(new ResourceQuery(resource) { Clusters = [cluster] }, AccessScope.All, _ => Release());

    private void Release()
    {
        try
        {
            if (_changed.CurrentCount == 0) _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two changes at once are one reason to look.
        }
        catch (ObjectDisposedException)
        {
            // The cluster went at this moment.
        }
    }

    /// <returns>Whether something changed; false when only the time is up.</returns>
    private Task<bool> WaitForChangeAsync(CancellationToken cancellationToken) =>
        _changed.WaitAsync(Jitter.Around(context.Options.DiscoverEvery), cancellationToken);

    private async Task<KubeFailure?> DiscoverAsync(ClusterSyncState state, CancellationToken cancellationToken)
    {
        if (!clusters.SystemClient(cluster).TryGet(out var client, out var error))
            return new(FailurePhase.Policy, FailureSide.Client, error.Reason);

        await context.Gates.Discoveries.WaitAsync(cancellationToken);
        KubeResult<KubeDiscovery> answer;
        try
        {
            // A member that tells versions of its documents only says that nothing changed.
            answer = _known is null ? await client.DiscoverAsync(cancellationToken) : await client.DiscoverAsync(_known, cancellationToken);
        }
        finally
        {
            context.Gates.Discoveries.Release();
        }

        if (!answer.TryGet(out var discovery, out var failure)) return failure;
        if (ReferenceEquals(discovery, _known))
        {
            state.Discovered(state.Served!);
            return null;
        }

        await ReconcileAsync(client, discovery, state);
        state.Discovered([.. discovery.Preferred()]);
        if (_known is not null) Tell(discovery.Since(_known));
        (_known, _client) = (discovery, client);
        return null;
    }

    private void Tell(KubeDiscoveryChange change)
    {
        if (change.Added.Count + change.Removed.Count > 0) Log.Changed(logger, cluster, Names(change.Added), Names(change.Removed));
    }

    private static string Names(IEnumerable<ApiResource> resources) => string.Join(", ", resources.Select(resource => $"{resource.Gvr}"));

    private async Task ReconcileAsync(KubeClient client, KubeDiscovery discovery, ClusterSyncState state)
    {
        var wanted = discovery.Preferred()
            .Where(resource => resource.IsListable && !context.Options.Excluded.Contains(resource.Gvr.GroupResource))
            .ToDictionary(resource => resource.Gvr.GroupResource);

        foreach (var (kind, running) in _kinds.ToArray())
        {
            if (!IsPaused(kind) && (wanted.TryGetValue(kind, out var still) ? still.Gvr == running.Gvr : IsUnavailable(discovery, kind))) continue;
            await StopAsync(kind);
        }

        // What is not served any more, or left out by the settings since the last start.
        foreach (var known in state.Kinds.Select(kind => kind.Resource).ToArray())
            if (!wanted.ContainsKey(known) && !IsUnavailable(discovery, known)) await ForgetAsync(known, state);

        foreach (var (kind, resource) in wanted)
        {
            if (_kinds.ContainsKey(kind)) continue;
            var kindState = state.Kind(kind);
            if (IsPaused(kind))
            {
                kindState.Paused();
                continue;
            }

            kindState.Resumed();
            var sync = new KindSync(cluster, resource, client, kindState, context, _lists);
            _kinds[kind] = new RunningKind(cluster, sync, kindState, context, logger, _stop.Token);
        }
    }

    // A group whose own server does not answer is missing from discovery; its objects are only stale.
    private static bool IsUnavailable(KubeDiscovery discovery, GroupResource kind) =>
        discovery.Unavailable.Any(version => version.Split('/') is [var group, _] && group == kind.Group);

    private async Task ForgetAsync(GroupResource kind, ClusterSyncState state)
    {
        state.Forget(kind);
        await context.Store.ForgetAsync(cluster, kind, context.Index.Table(kind).RemoveCluster(cluster), _stop.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Discovery of cluster {Cluster} failed unexpectedly")]
        public static partial void Failed(ILogger logger, Exception failure, string cluster);

        [LoggerMessage(LogLevel.Information, "Cluster {Cluster} serves something else: came {Added}; went {Removed}")]
        public static partial void Changed(ILogger logger, string cluster, string added, string removed);

        [LoggerMessage(LogLevel.Warning, "Cluster {Cluster} does not tell what it serves: {Failure}")]
        public static partial void DiscoveryFailed(ILogger logger, string cluster, string failure);
    }
}
