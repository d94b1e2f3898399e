using System.Collections.Concurrent;
using System.Data.Common;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Packing;
using Kpanda.Search.Sync;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Search.Store;

/// <summary>
/// Keeps the index on disk, so that a restart answers at once and resumes its watches. One writer takes what all syncs hand in, many at a time, each kind's
/// objects in one transaction with the position that they bring its watch to.
/// </summary>
internal sealed partial class IndexStore(IIndexDatabase database, BodyStore bodies, Packers packers, KindRegistry kinds, TimeProvider time, ILogger<IndexStore> logger) : IAsyncDisposable
{
    private const int RowsPerTransaction = 2000;

    // Members tell every watch about once a minute that nothing happened: tens of thousands of positions, written together. A kind that has none yet would be listed again.
    private static readonly TimeSpan PositionsEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPositionsEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly StoreQueue _waiting = new();
    private readonly Dictionary<SyncKey, StoredSync> _syncs = [];
    private readonly Dictionary<SyncKey, (StoredPosition At, Guid ClusterId)> _positions = [];
    private readonly HashSet<SyncKey> _unsaved = [];
    private bool _hasFirstPosition;
    private readonly CancellationTokenSource _abandon = new();
    private long _lastSync;
    private long _lastPositions;
    private int _disposed;
    private long _rowsWritten;
    private volatile string _failure = "";
    private Task _writing = Task.CompletedTask;

    /// <summary>Rows of objects written since the start.</summary>
    public long RowsWritten => Volatile.Read(ref _rowsWritten);

    /// <summary>Why the store cannot be read or written just now, in the database's words; empty while it can.</summary>
    public string Failure => _failure;

    /// <summary>Whether what it holds is in the index, and sync may begin.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The clusters that it held when it was loaded, by name, with the id of each; an empty one where it held objects of several that had the name one after the other.</summary>
    public IReadOnlyDictionary<string, Guid> LoadedClusters { get; private set; } = new Dictionary<string, Guid>();

    /// <summary>Prepares the tables, puts what they hold into the index, and starts the writer. A store that cannot be opened is tried until it can.</summary>
    public async Task LoadAsync(ResourceIndex index, SyncBoard board, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ReadOrStartAnewAsync(index, board, cancellationToken);
                break;
            }
            catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
            {
                _failure = failure.Message;
                Log.NotOpened(logger, failure);
                Unload(index, board);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }

        (_failure, IsLoaded) = ("", true);
        Log.Loaded(logger, index.Tables.Sum(table => table.Count), time.GetElapsedTime(started).TotalSeconds);
        _writing = Task.Run(() => WriteAllAsync(_abandon.Token), CancellationToken.None);
    }

    /// <summary>Hands in what changed. Returns when the writer has room, not when it is written.</summary>
    public async ValueTask WriteAsync(string cluster, Guid clusterId, GroupVersionResource gvr, IReadOnlyList<AppliedChange> changes, string? position, CancellationToken cancellationToken)
    {
        if (changes.Count == 0 && position is null) return;

        // Packing is the dear part: it is done here, by many, and not by the one writer.
        foreach (var change in changes) change.Body?.Pack();
        await _waiting.WriteAsync(new(new(cluster, gvr.GroupResource), gvr.Version, changes, position) { ClusterId = clusterId }, cancellationToken);
    }

    /// <summary>Drops a kind of a cluster, with the objects that were just taken out of the index.</summary>
    public ValueTask ForgetAsync(string cluster, GroupResource resource, IReadOnlyList<AppliedChange> gone, CancellationToken cancellationToken) =>
        _waiting.WriteAsync(new(new(cluster, resource), "", gone, null, Forget: true), cancellationToken);

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        _waiting.Complete();
        _abandon.CancelAfter(TimeSpan.FromSeconds(10));
        await _writing;
        _abandon.Dispose();
    }

    private async Task ReadOrStartAnewAsync(ResourceIndex index, SyncBoard board, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(index, board, cancellationToken);
        }
        catch (Exception failure) when (failure is DbException error ? database.IsDamage(error) : failure is InvalidDataException)
        {
            // Everything in it can be read again from the members, so damage costs a sync and never the start.
            Log.Damaged(logger, failure.Message);
            Unload(index, board);
            await database.StartAnewAsync(cancellationToken);
            await ReadAsync(index, board, cancellationToken);
        }
    }

    private async Task ReadAsync(ResourceIndex index, SyncBoard board, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await IndexSchema.PrepareAsync(connection, kinds, cancellationToken))
        {
            await new StoreLoading(database, packers, bodies, _syncs).RunAsync(connection, index, board, cancellationToken);
            _lastSync = _syncs.Values.Max(sync => (long?)sync.Id) ?? 0;
            LoadedClusters = _syncs.GroupBy(pair => pair.Key.Cluster, pair => pair.Value.ClusterId, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Distinct().Count() == 1 ? group.First() : Guid.Empty, StringComparer.Ordinal);
        }

        // Where other namespaces are left out than the last time, what is kept is too much or too little; it is shown until it is listed anew.
        if (!await IndexSchema.LeaveOutAsync(connection, board.Options.LeftOutNamespaces, cancellationToken)) return;
        foreach (var cluster in board.Clusters)
            foreach (var kind in cluster.Kinds) kind.BeginAnew();
    }

    private void Unload(ResourceIndex index, SyncBoard board)
    {
        foreach (var cluster in _syncs.Keys.Select(key => key.Cluster).Distinct())
        {
            board.Remove(cluster);
            foreach (var table in index.Tables) table.RemoveCluster(cluster);
        }

        _syncs.Clear();
        packers.Clear();
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        var batches = new List<StoreBatch>();
        await using var ticks = time.CreateTimer(_ => _waiting.Wake(), null, FirstPositionsEvery, FirstPositionsEvery);
        try
        {
            while (await _waiting.TakeAsync(batches, RowsPerTransaction, cancellationToken))
            {
                // Bookmarks alone are not worth a write: their positions wait for objects of their kind, or for the time.
                NotePositions(batches);
                var isTime = _positions.Count > 0 && time.GetElapsedTime(_lastPositions) >= (_hasFirstPosition ? FirstPositionsEvery : PositionsEvery);
                if (isTime || batches.Exists(batch => batch.Changes.Count > 0 || batch.Forget)) await WriteUntilStoredAsync(batches, isTime, cancellationToken);
                batches.Clear();
            }

            await WriteUntilStoredAsync([], allPositions: true, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not written is read again from the member at the next start.
        }
    }

    // A full disk or a lock must not end the index: the same transaction is tried until it goes through, and meanwhile the syncs wait.
    private async Task WriteUntilStoredAsync(List<StoreBatch> batches, bool allPositions, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WriteAsync(batches, allPositions, cancellationToken);
                _failure = "";
                return;
            }
            catch (DbException failure)
            {
                _failure = failure.Message;
                Log.NotWritten(logger, failure, batches.Count);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task WriteAsync(List<StoreBatch> batches, bool allPositions, CancellationToken cancellationToken)
    {
        var keys = (allPositions ? _positions.Keys : batches.Select(batch => batch.Key).Distinct().Where(_positions.ContainsKey)).ToList();
        await using var session = new StoreSession(await database.OpenAsync(cancellationToken));
        IReadOnlyList<(string Sort, PackDictionary Dictionary)> dictionaries;
        await using (var transaction = await session.BeginAsync(cancellationToken))
        {
            foreach (var batch in batches) Write(session, batch);
            foreach (var key in keys) session.PutSync(SyncOf(key, _positions[key].At.ApiVersion, _positions[key].ClusterId), key, _positions[key].At, time.GetUtcNow());

            // Whatever a row of this transaction was packed with is known by now.
            dictionaries = packers.Unstored();
            foreach (var (sort, dictionary) in dictionaries) session.Put(sort, dictionary);
            await transaction.CommitAsync(cancellationToken);
        }

        // Only now: a transaction that failed is tried again as a whole.
        if (dictionaries.Count > 0) packers.Stored(dictionaries[^1].Dictionary.Id);
        foreach (var key in keys)
        {
            _syncs[key] = _syncs[key] with { Position = _positions[key].At.Position };
            _positions.Remove(key);
        }

        if (allPositions) (_hasFirstPosition, _lastPositions) = (false, time.GetTimestamp());
        _unsaved.Clear();
        Volatile.Write(ref _rowsWritten, _rowsWritten + session.RowsWritten);
        foreach (var batch in batches)
        {
            if (batch.Forget && ReferenceEquals(batches.FindLast(other => other.Key == batch.Key), batch)) _syncs.Remove(batch.Key);
            foreach (var change in batch.Changes)
                if (change.Body is { } body) bodies.Written(change.Id, body);
        }
    }

    private void NotePositions(List<StoreBatch> batches)
    {
        foreach (var batch in batches)
        {
            if (batch.Forget)
            {
                _positions.Remove(batch.Key);
            }
            else if (batch.Position is { } position)
            {
                _positions[batch.Key] = (new(batch.ApiVersion, position), batch.ClusterId);
                if (!_syncs.TryGetValue(batch.Key, out var stored) || stored.Position.Length == 0 || stored.ApiVersion != batch.ApiVersion) _hasFirstPosition = true;
            }
        }
    }

    private void Write(StoreSession session, StoreBatch batch)
    {
        if (batch.Forget)
        {
            foreach (var change in batch.Changes) session.Delete(change.Id);
            if (!_syncs.TryGetValue(batch.Key, out var gone)) return;
            session.DeleteSync(gone.Id);

            // It may be served again within this transaction: then it is put anew, under the same number.
            _syncs[batch.Key] = gone with { Position = "" };
            _unsaved.Add(batch.Key);
            return;
        }

        if (batch.Changes.Count == 0) return;
        var sync = SyncOf(batch.Key, batch.ApiVersion, batch.ClusterId);
        if (_unsaved.Contains(batch.Key)) session.PutSync(sync, batch.Key, new(batch.ApiVersion, ""), time.GetUtcNow());
        var heads = packers.Of($"{batch.Key.Resource} columns");
        foreach (var change in batch.Changes)
        {
            if (change is { Head: { } head, Body: { } body }) session.Put(change.Id, sync.Id, heads.Pack(HeadWriter.Write(head)), body);
            else session.Delete(change.Id);
        }
    }

    private StoredSync SyncOf(SyncKey key, string apiVersion, Guid clusterId)
    {
        if (_syncs.TryGetValue(key, out var sync) && sync.ApiVersion == apiVersion && sync.ClusterId == clusterId) return sync;
        _unsaved.Add(key);
        return _syncs[key] = new StoredSync(sync?.Id ?? ++_lastSync, clusterId, apiVersion, "");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The index store holds {Objects} objects, read in {Seconds:F2} s")]
        public static partial void Loaded(ILogger logger, int objects, double seconds);

        [LoggerMessage(LogLevel.Error, "The index store cannot be opened; no cluster is synced until it can, and it is tried again")]
        public static partial void NotOpened(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Warning, "The index store is damaged and was put aside; it is filled anew from the clusters: {Why}")]
        public static partial void Damaged(ILogger logger, string why);

        [LoggerMessage(LogLevel.Error, "The index store could not write {Batches} batches; it tries again")]
        public static partial void NotWritten(ILogger logger, Exception failure, int batches);
    }
}
