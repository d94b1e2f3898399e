using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Control;

/// <summary>
/// Compares one kind of one member with its rows: the member is asked for metadata alone, in pages with pauses. What differs is looked at again after a while, because a watch
/// brings the newest a moment later than a list; an object that still differs is read in full and compared by its content, since versions alone may differ by heartbeats. Then every stored body is
/// read and compared with the hash that its row has: what the member said of it when it came.
/// </summary>
internal sealed class KindComparison(string cluster, ApiResource resource, KubeClient client, KindTable table, BodyStore bodies, KindSyncState state, SyncOptions options, TimeProvider time)
{
    private const int PageSize = 500;

    // So many objects are read in full; with more differences the kind is wrong as a whole, and they count as they are.
    private const int MostRead = 200;

    /// <returns>What was found, nothing of it repaired yet; or the failure of the member.</returns>
    public async Task<KubeResult<KindCheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var (listed, suspects) = (new HashSet<ObjectKey>(), new List<ObjectHead>());
        string? next = null;
        do
        {
            var asked = new KubeListOptions { Limit = PageSize, Continue = next, Representation = KubeRepresentation.Metadata, FieldSelector = options.SelectorOf(resource) };
            var answer = await client.ListAsync(resource.Gvr, null, asked, cancellationToken);
            if (!answer.TryGet(out var page, out var failure)) return failure;
            foreach (var item in page.Items)
            {
                if (ObjectReader.Read(item.Json, table.Columns, time.GetUtcNow()) is not { Head: var head }) continue;
                listed.Add(head.Key);
                if (table.IsSame(cluster, head) is not { } same ? !IsLeftOut(head) : !same) suspects.Add(head);
            }

            next = string.IsNullOrEmpty(page.Continue) ? null : page.Continue;
            if (next is not null) await Task.Delay(options.CheckPause, time, cancellationToken);
        }
        while (next is not null);

        var extra = table.Keys(cluster).Where(key => !listed.Contains(key)).ToList();
        if (suspects.Count + extra.Count > 0) await Task.Delay(options.CheckSettle, time, cancellationToken);
        var (missing, surplus, stale, read) = (0, 0, 0, 0);
        foreach (var head in suspects)
        {
            if (table.IsSame(cluster, head) is true) continue;
            if (read++ >= MostRead)
            {
                if (table.Find(cluster, head.Key) is null) missing++;
                else stale++;
                continue;
            }

            var answer = await client.GetAsync(resource.Gvr, head.Key, cancellationToken);
            if (!answer.TryGet(out var now, out var failure))
            {
                // It went meanwhile; its row goes with the event.
                if (failure.HttpStatus == 404) continue;
                return failure;
            }

            if (ObjectReader.Read(now.Json, table.Columns, time.GetUtcNow()) is not { Head: var whole }) continue;
            if (table.Find(cluster, head.Key) is not { } row) missing++;
            else if (IsStale(row, head, whole)) stale++;
        }

        foreach (var key in extra)
        {
            if (table.Find(cluster, key) is null) continue;
            if (read++ >= MostRead)
            {
                surplus++;
                continue;
            }

            var answer = await client.GetAsync(resource.Gvr, key, cancellationToken);
            if (answer.TryGet(out _, out var failure)) continue;
            if (failure.HttpStatus != 404) return failure;
            if (table.Find(cluster, key) is not null) surplus++;
        }

        stale += await CountDamagedAsync(cancellationToken);
        return new KindCheckResult(time.GetUtcNow(), listed.Count, missing, surplus, stale, false, "");
    }

    // Events beyond their bounds are missing on purpose.
    private bool IsLeftOut(ObjectHead head) => resource.Gvr.GroupResource == SyncOptions.Events && !EventRetention.Keeps(head, state, options, time.GetUtcNow());

    private async Task<int> CountDamagedAsync(CancellationToken cancellationToken)
    {
        var damaged = 0;
        foreach (var keys in table.Keys(cluster).Chunk(PageSize))
        {
            var rows = keys.Select(key => table.Find(cluster, key)).OfType<RowRef>().ToList();
            var found = await ReadAsync(rows, cancellationToken);
            foreach (var row in rows)
            {
                // What changed meanwhile was just written, and is compared the next time.
                if (table.Find(cluster, row.Key) is not { } now || now.Body != row.Body || now.Content != row.Content) continue;
                if (!found.TryGetValue(row.Body, out var body) || ObjectReader.Read(body, table.Columns, time.GetUtcNow())?.Head.Content != row.Content) damaged++;
            }

            await Task.Delay(options.CheckPause, time, cancellationToken);
        }

        return damaged;
    }

    private async ValueTask<IReadOnlyDictionary<long, ReadOnlyMemory<byte>>> ReadAsync(List<RowRef> rows, CancellationToken cancellationToken)
    {
        try
        {
            return await bodies.ReadAsync([.. rows.Select(row => row.Body)], cancellationToken);
        }
        catch (InvalidDataException)
        {
            // One of them cannot be unpacked: the others are read one by one, and that one is absent.
            if (rows.Count == 1) return new Dictionary<long, ReadOnlyMemory<byte>>();
            var found = new Dictionary<long, ReadOnlyMemory<byte>>();
            foreach (var row in rows)
                foreach (var (id, body) in await ReadAsync([row], cancellationToken)) found[id] = body;
            return found;
        }
    }

    // A row that is at least as new as the list was, while the object has moved on, is on its way and not stale.
    private bool IsStale(in RowRef row, ObjectHead listed, ObjectHead now)
    {
        if (row.Uid == now.Uid && row.Content == now.Content && table.IsSame(cluster, now with { Version = row.Version }) is not false) return false;
        var isMoving = row.Uid == now.Uid && now.Version != listed.Version && row.Version > 0 && row.Version >= listed.Version && row.Version <= now.Version;
        return !isMoving;
    }
}
