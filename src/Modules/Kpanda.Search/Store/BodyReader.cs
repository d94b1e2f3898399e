using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Kpanda.Search.Index;
using Kpanda.Search.Packing;
using Kpanda.Storage;

namespace Kpanda.Search.Store;

/// <summary>Reads packed bodies by id over a few connections that stay open.</summary>
internal sealed class BodyReader(IIndexDatabase database, Packers packers) : IBodyReader, IAsyncDisposable
{
    private const int MaxIds = 500;
    private const int MaxIdle = 8;
    private const int ScannedAtOnce = 2048;

    // Where a part of the ids stand so close, reading all between them is shorter than looking each up.
    private const int CloseEnough = 8;
    private readonly ConcurrentBag<DbConnection> _idle = [];

    public ValueTask ReadAsync(IReadOnlyCollection<long> ids, Dictionary<long, ReadOnlyMemory<byte>> found, CancellationToken cancellationToken) =>
        UseAsync(connection =>
        {
            foreach (var some in ids.Chunk(MaxIds)) Read(connection, some, found);
        }, cancellationToken);

    public Task ScanAsync(ReadOnlyMemory<long> ids, Action<long, ReadOnlyMemory<byte>> see, CancellationToken cancellationToken)
    {
        var parts = Enumerable.Range(0, (ids.Length + ScannedAtOnce - 1) / ScannedAtOnce).Select(part => ids.Slice(part * ScannedAtOnce, Math.Min(ScannedAtOnce, ids.Length - (part * ScannedAtOnce))));
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        return Parallel.ForEachAsync(parts, options, (part, token) => UseAsync(connection => Scan(connection, part.Span, see, token), token));
    }

    private async ValueTask UseAsync(Action<DbConnection> read, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var connection)) connection = await database.OpenAsync(cancellationToken);
        try
        {
            read(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        if (_idle.Count < MaxIdle) _idle.Add(connection);
        else await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection)) await connection.DisposeAsync();
    }

    private void Scan(DbConnection connection, ReadOnlySpan<long> ids, Action<long, ReadOnlyMemory<byte>> see, CancellationToken cancellationToken)
    {
        if (ids[^1] - ids[0] > (long)CloseEnough * ids.Length)
        {
            foreach (var some in ids.ToArray().Chunk(MaxIds))
            {
                var found = new Dictionary<long, ReadOnlyMemory<byte>>();
                Read(connection, some, found);
                foreach (var (id, body) in found) see(id, body);
                cancellationToken.ThrowIfCancellationRequested();
            }

            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT id, data FROM index_body WHERE id BETWEEN {ids[0]} AND {ids[^1]}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (ids.BinarySearch(id) >= 0) see(id, packers.Unpack(reader.GetFieldValue<byte[]>(1)));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Read(DbConnection connection, long[] ids, Dictionary<long, ReadOnlyMemory<byte>> found)
    {
        // The ids are our own numbers: a list of them is shorter, and faster to prepare, than as many parameters.
        var sql = new StringBuilder("SELECT id, data FROM index_body WHERE id IN (", 64 + (ids.Length * 8));
        for (var i = 0; i < ids.Length; i++) sql.Append(i == 0 ? "" : ",").Append(ids[i].ToString(CultureInfo.InvariantCulture));
        using var command = connection.CreateCommand();
        command.CommandText = sql.Append(')').ToString();
        using var reader = command.ExecuteReader();
        while (reader.Read()) found[reader.GetInt64(0)] = packers.Unpack(reader.GetFieldValue<byte[]>(1));
    }
}
