using System.Collections.Concurrent;
using Kpanda.KubeModel;
using Kpanda.Search.Packing;

namespace Kpanda.Search.Index;

/// <summary>The JSON bodies of rows, by id: those that wait to be written, and behind them the store. Safe for concurrent use.</summary>
internal sealed class BodyStore(Packers packers, IBodyReader? store = null)
{
    private readonly ConcurrentDictionary<long, PendingBody> _pending = new();
    private long _lastId;

    /// <summary>Bodies that are not in the store yet.</summary>
    public int PendingCount => _pending.Count;

    public long NewId() => Interlocked.Increment(ref _lastId);

    /// <summary>Ids up to this one are taken (by rows of the store).</summary>
    public void Reserve(long lastId) => _lastId = Math.Max(_lastId, lastId);

    public PendingBody Put(long id, GroupResource resource, ReadOnlyMemory<byte> body) => _pending[id] = new PendingBody(body, packers.Of(resource.ToString()));

    public void Remove(long id) => _pending.TryRemove(id, out _);

    /// <summary>The store has this body now; a newer one of the same row keeps waiting.</summary>
    public void Written(long id, PendingBody body) => _pending.TryRemove(KeyValuePair.Create(id, body));

    public ReadOnlyMemory<byte>? FindPending(long id) => _pending.TryGetValue(id, out var body) ? body.Read() : (ReadOnlyMemory<byte>?)null;

    /// <summary>Shows the bodies of many rows, in no order, possibly several at once.</summary>
    public async Task ScanAsync(long[] ids, Action<long, ReadOnlyMemory<byte>> see, CancellationToken cancellationToken)
    {
        var stored = new List<long>(ids.Length);
        foreach (var id in ids)
        {
            if (FindPending(id) is { } body) see(id, body);
            else stored.Add(id);
        }

        if (store is null) return;
        var sorted = stored.ToArray();
        Array.Sort(sorted);
        await store.ScanAsync(sorted, see, cancellationToken);
    }

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
