using System.Data.Common;
using System.Globalization;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Packing;
using Kpanda.Search.Sync;
using Kpanda.Storage;

namespace Kpanda.Search.Store;

/// <summary>Puts what the store holds into the index at the start: dictionaries, positions, then the columns of every object, which the processors share.</summary>
/// <param name="database">Where it is.</param>
/// <param name="packers">Get the dictionaries.</param>
/// <param name="bodies">Are told which ids are taken.</param>
/// <param name="syncs">Gets what is known of each kind of each cluster.</param>
internal sealed class StoreLoading(IIndexDatabase database, Packers packers, BodyStore bodies, Dictionary<SyncKey, StoredSync> syncs)
{
    private const int IdsAtOnce = 20_000;
    private const int RowsAtOnce = 1000;
    private readonly Dictionary<long, SyncKey> _byId = [];

    /// <exception cref="DbException">The database cannot be read.</exception>
    /// <exception cref="InvalidDataException">What is in it was not written by this version.</exception>
    public async Task RunAsync(DbConnection connection, ResourceIndex index, SyncBoard board, CancellationToken cancellationToken)
    {
        ReadDictionaries(connection);
        ReadSyncs(connection, board);
        var (first, last) = ReadBounds(connection);
        bodies.Reserve(last);
        var parts = Enumerable.Range(0, last == 0 ? 0 : (int)((last - first) / IdsAtOnce) + 1).Select(part => first + ((long)part * IdsAtOnce));
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(parts, options, async (from, token) =>
        {
            await using var own = await database.OpenAsync(token);
            ReadObjects(own, from, index, token);
        });
    }

    private void ReadDictionaries(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, sort, data FROM index_dictionary ORDER BY id";
        using var reader = command.ExecuteReader();
        while (reader.Read()) packers.Restore(reader.GetString(1), new(reader.GetInt32(0), reader.GetFieldValue<byte[]>(2)));
    }

    private void ReadSyncs(DbConnection connection, SyncBoard board)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, cluster, api_group, resource, api_version, position, heard, cluster_id FROM index_sync";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var key = new SyncKey(reader.GetString(1), new GroupResource(reader.GetString(2), reader.GetString(3)));
            var position = reader.GetString(5);
            var sync = new StoredSync(reader.GetInt64(0), Guid.Parse(reader.GetString(7)), reader.GetString(4), position);
            _byId[sync.Id] = key;
            syncs[key] = sync;
            var state = board.Add(key.Cluster);
            if (position.Length > 0) state.Kind(key.Resource).Restored(new(sync.ApiVersion, position), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)));
        }
    }

    private static (long First, long Last) ReadBounds(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        // Two questions in one: SQLite finds either end at once, and both together by reading everything.
        command.CommandText = "SELECT COALESCE((SELECT MIN(id) FROM index_object), 0), COALESCE((SELECT MAX(id) FROM index_object), 0)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private void ReadObjects(DbConnection connection, long from, ResourceIndex index, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT id, sync, head FROM index_object WHERE id BETWEEN {from} AND {from + IdsAtOnce - 1} ORDER BY id");
        using var reader = command.ExecuteReader();
        var heads = new HeadReader();
        var (read, of) = (new List<(ObjectHead Head, long Id)>(RowsAtOnce), default(SyncKey));
        while (reader.Read())
        {
            if (!_byId.TryGetValue(reader.GetInt64(1), out var key)) continue;
            if (read.Count == RowsAtOnce || (read.Count > 0 && key != of))
            {
                index.Table(of.Resource).Load(of.Cluster, read);
                read.Clear();
                cancellationToken.ThrowIfCancellationRequested();
            }

            of = key;
            read.Add((heads.Read(packers.Unpack(reader.GetFieldValue<byte[]>(2))), reader.GetInt64(0)));
        }

        if (read.Count > 0) index.Table(of.Resource).Load(of.Cluster, read);
    }
}
