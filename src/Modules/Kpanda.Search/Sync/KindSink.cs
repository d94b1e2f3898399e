using Kpanda.Kube;
using Kpanda.Kube.Reflect;
using Kpanda.KubeModel;
using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>Takes what the reflector sees into the index and its store. Owned by one <see cref="KindSync"/>; calls never overlap.</summary>
internal sealed class KindSink(string cluster, GroupVersionResource resource, KindTable table, KindSyncState state, SyncContext context, SemaphoreSlim clusterLists)
    : IReflectorSink, IDisposable
{
    private readonly Tombstones _gone = new();
    private readonly EventRetention? _retention = EventRetention.Of(cluster, table, state, context.Options, context.Time);
    private HashSet<ObjectKey> _listed = [];
    private bool _holdsPlace;

    public async ValueTask OnListStartedAsync(CancellationToken cancellationToken)
    {
        _listed = [];
        _gone.Clear();
        _retention?.Reset();
        state.Listing();
        context.Metrics.Lists.Add(1);
        if (_holdsPlace) return;
        await clusterLists.WaitAsync(cancellationToken);
        try
        {
            await context.Gates.Lists.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            clusterLists.Release();
            throw;
        }

        _holdsPlace = true;
    }

    public ValueTask OnPageAsync(IReadOnlyList<KubeObject> items, CancellationToken cancellationToken)
    {
        var changes = new List<TableChange>(items.Count);
        var now = context.Time.GetUtcNow();
        foreach (var item in items)
        {
            if (Read(item.Json, now) is not { } obj) continue;
            if (_retention?.Keeps(obj.Head, now) is false) continue;
            _listed.Add(obj.Head.Key);
            changes.Add(TableChange.Upsert(obj));
        }

        state.Heard();
        return context.Store.WriteAsync(cluster, context.ClusterId, resource, WithinBounds(table.Apply(cluster, changes, listed: true, state.Rewrites)), position: null, cancellationToken);
    }

    public async ValueTask OnListedAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        var gone = table.RemoveUnlisted(cluster, _listed);
        _listed = [];
        state.Rewrites = false;
        GiveBackPlace();
        state.Reached(resource.Version, resourceVersion);
        state.Listed();
        await context.Store.WriteAsync(cluster, context.ClusterId, resource, gone, resourceVersion, cancellationToken);
    }

    public ValueTask OnEventsAsync(IReadOnlyList<ReflectedEvent> events, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        var now = context.Time.GetUtcNow();
        var (changes, late) = (new List<TableChange>(events.Count), 0);
        foreach (var e in events)
        {
            switch (e.Type)
            {
                case WatchEventType.Added or WatchEventType.Modified when Read(e.Json, now) is { } obj:
                    if (_gone.IsGone(obj.Head.Key, obj.Head.Version)) late++;
                    else if (_retention?.Keeps(obj.Head, now) is false) changes.Add(TableChange.Delete(obj.Head.Key, obj.Head.Version));
                    else changes.Add(TableChange.Upsert(obj));
                    break;
                case WatchEventType.Deleted when ObjectReader.ReadKey(e.Json) is { } gone:
                    changes.Add(TableChange.Delete(gone.Key, gone.Version));
                    _gone.Add(gone.Key, gone.Version);
                    break;
                default:
                    break;
            }
        }

        List<AppliedChange> applied = changes.Count == 0 ? [] : table.Apply(cluster, changes, listed: false);
        Interlocked.Add(ref state.Events, changes.Count + late);
        context.Metrics.Events.Add(changes.Count + late);
        context.Metrics.Unchanged.Add(changes.Count + late - applied.Count);
        if (changes.Count > 0) Volatile.Write(ref state.LastEvent, now.ToUnixTimeMilliseconds());
        context.Metrics.Apply.Record(context.Time.GetElapsedTime(started).TotalSeconds);
        state.Reached(resource.Version, events[^1].ResourceVersion);
        state.Heard();
        return context.Store.WriteAsync(cluster, context.ClusterId, resource, WithinBounds(applied), events[^1].ResourceVersion, cancellationToken);
    }

    public ValueTask OnStateAsync(ReflectorState reflector, CancellationToken cancellationToken)
    {
        if (reflector.IsLive) state.Live();
        if (reflector.Failure is not { } failure) return ValueTask.CompletedTask;
        GiveBackPlace();
        state.Failing(FailureReason.Of(failure), failure.Message);
        if (failure.HttpStatus == 403) context.Refused(cluster);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => GiveBackPlace();

    private List<AppliedChange> WithinBounds(List<AppliedChange> applied)
    {
        if (_retention is not null) applied.AddRange(_retention.Cut());
        return applied;
    }

    private ParsedObject? Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        var obj = ObjectReader.Read(json, table.Columns, now);
        if (obj is null) context.Metrics.Malformed.Add(1);
        return obj;
    }

    private void GiveBackPlace()
    {
        if (!_holdsPlace) return;
        _holdsPlace = false;
        context.Gates.Lists.Release();
        clusterLists.Release();
    }
}
