using System.Collections.Concurrent;

namespace Kpanda.Search.Index;

/// <summary>The JSON bodies of rows, by id: those that wait to be written, and behind them the store. Safe for concurrent use.</summary>
internal sealed class BodyStore(IBodyReader? store = null)
{
    private readonly ConcurrentDictionary<long, PendingBody> _pending = new();
    private long _lastId;

    /// <summary>Bodies that are not in the store yet.</summary>
    public int PendingCount => _pending.Count;

    public long NewId() => Interlocked.Increment(ref _lastId);

    /// <summary>Ids up to this one are taken (by rows of the store).</summary>
    public void Reserve(long lastId) => _lastId = Math.Max(_lastId, lastId);

    public PendingBody Put(long id, ReadOnlyMemory<byte> body) => _pending[id] = new PendingBody(body);

    public void Remove(long id) => _pending.TryRemove(id, out _);

    /// <summary>The store has this body now; a newer one of the same row keeps waiting.</summary>
    public void Written(long id, PendingBody body) => _pending.TryRemove(KeyValuePair.Create(id, body));

    public ReadOnlyMemory<byte>? FindPending(long id) => _pending.TryGetValue(id, out var body) ? body.Read() : (ReadOnlyMemory<byte>?)null;

    /// <summary>The bodies of some rows; one that is gone by now is absent.</summary>
    public async ValueTask<IReadOnlyDictionary<long, ReadOnlyMemory<byte>>> ReadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, ReadOnlyMemory<byte>>(ids.Count);
        List<long>? rest = null;
        foreach (var id in ids)
        {
            if (FindPending(id) is { } body) found[id] = body;
            else (rest ??= []).Add(id);
        }

        if (rest is not null && store is not null) await store.ReadAsync(rest, found, cancellationToken);
        return found;
    }
}
