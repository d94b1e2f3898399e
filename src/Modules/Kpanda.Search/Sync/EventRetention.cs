using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>
/// Keeps the events of one member within bounds of age and number, whatever the member keeps itself: the newest stay. Other kinds are as the member has them. Owned by one <see cref="KindSink"/>.
/// </summary>
internal sealed class EventRetention
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly string _cluster;
    private readonly KindTable _table;
    private readonly KindSyncState _state;
    private readonly SyncOptions _options;
    private readonly TimeProvider _time;
    private long _looked;

    private EventRetention(string cluster, KindTable table, KindSyncState state, SyncOptions options, TimeProvider time)
    {
        (_cluster, _table, _state, _options, _time) = (cluster, table, state, options, time);

        // What is nearly full was cut before the restart.
        if (table.CountOf(cluster) >= CutTo) state.KeptSince = table.Oldest(cluster);
    }

    // Some are taken at once, so that not every event takes one.
    private int CutTo => _options.MostEvents - (_options.MostEvents / 10);

    /// <summary>Null for a kind that is kept as it is.</summary>
    public static EventRetention? Of(string cluster, KindTable table, KindSyncState state, SyncOptions options, TimeProvider time) =>
        table.Columns.Resource == SyncOptions.Events ? new(cluster, table, state, options, time) : null;

    /// <summary>Whether an event is within the bounds that its cluster's events have now.</summary>
    public static bool Keeps(ObjectHead head, KindSyncState state, SyncOptions options, DateTimeOffset now) =>
        state.KeptSince?.IsAfter(head) != true && head.Changed >= Since(options, now);

    /// <inheritdoc cref="Keeps(ObjectHead, KindSyncState, SyncOptions, DateTimeOffset)" />
    public bool Keeps(ObjectHead head, DateTimeOffset now) => Keeps(head, _state, _options, now);

    /// <summary>Everything is read anew.</summary>
    public void Reset() => _state.KeptSince = null;

    /// <summary>Takes out what is beyond the bounds; what became too old, once a minute.</summary>
    /// <returns>What the store has to write.</returns>
    public IReadOnlyList<AppliedChange> Cut()
    {
        List<AppliedChange> gone = [];
        if (_table.CountOf(_cluster) > _options.MostEvents)
        {
            gone.AddRange(_table.RemoveOldest(_cluster, CutTo));
            _state.KeptSince = _table.Oldest(_cluster);
        }

        if (_looked != 0 && _time.GetElapsedTime(_looked) < LookEvery) return gone;
        _looked = _time.GetTimestamp();
        var oldest = Since(_options, _time.GetUtcNow());
        if (_table.Oldest(_cluster)?.Changed < oldest) gone.AddRange(_table.RemoveChangedBefore(_cluster, oldest));
        return gone;
    }

    private static long Since(SyncOptions options, DateTimeOffset now) => (now - options.EventsFor).ToUnixTimeSeconds();
}
