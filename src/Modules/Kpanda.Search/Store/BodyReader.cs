using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Kpanda.Search.Index;
using Kpanda.Storage;

namespace Kpanda.Search.Store;

/// <summary>Reads packed bodies by id over a few connections that stay open.</summary>
internal sealed class BodyReader(IIndexDatabase database) : IBodyReader, IAsyncDisposable
{
    private const int MaxIds = 500;
    private const int MaxIdle = 8;
    private readonly ConcurrentBag<DbConnection> _idle = [];

    public async ValueTask ReadAsync(IReadOnlyCollection<long> ids, Dictionary<long, ReadOnlyMemory<byte>> found, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var connection)) connection = await database.OpenAsync(cancellationToken);
        try
        {
            foreach (var some in ids.Chunk(MaxIds)) Read(connection, some, found);
        }
        catch (DbException)
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

    private static void Read(DbConnection connection, long[] ids, Dictionary<long, ReadOnlyMemory<byte>> found)
    {
        // The ids are our own numbers: a list of them is shorter, and faster to prepare, than as many parameters.
        var sql = new StringBuilder("SELECT id, data FROM index_body WHERE id IN (", 64 + (ids.Length * 8));
        for (var i = 0; i < ids.Length; i++) sql.Append(i == 0 ? "" : ",").Append(ids[i].ToString(CultureInfo.InvariantCulture));
        using var command = connection.CreateCommand();
        command.CommandText = sql.Append(')').ToString();
        using var reader = command.ExecuteReader();
        while (reader.Read()) found[reader.GetInt64(0)] = BodyPacking.Unpack(reader.GetFieldValue<byte[]>(1));
    }
}
