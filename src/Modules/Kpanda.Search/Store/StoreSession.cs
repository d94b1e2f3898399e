using System.Data;
using System.Data.Common;
using Kpanda.Search.Index;
using Kpanda.Search.Packing;

namespace Kpanda.Search.Store;

/// <summary>The writer's connection and its prepared statements. Not safe for concurrent use.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _putObject;
    private readonly DbCommand _putBody;
    private readonly DbCommand _deleteObject;
    private readonly DbCommand _deleteBody;
    private readonly DbCommand _putDictionary;
    private readonly DbCommand _putSync;
    private readonly DbCommand _deleteSync;

    public StoreSession(DbConnection connection)
    {
        _connection = connection;
        _putObject = Prepare("INSERT INTO index_object (id, sync, head) VALUES (@id, @sync, @data) ON CONFLICT (id) DO UPDATE SET sync = excluded.sync, head = excluded.head");
        _putBody = Prepare("INSERT INTO index_body (id, data) VALUES (@id, @data) ON CONFLICT (id) DO UPDATE SET data = excluded.data");
        _deleteObject = Prepare("DELETE FROM index_object WHERE id = @id");
        _deleteBody = Prepare("DELETE FROM index_body WHERE id = @id");
        _putDictionary = Prepare("INSERT INTO index_dictionary (id, sort, data) VALUES (@id, @sort, @data)");
        _putSync = Prepare(
            """
            INSERT INTO index_sync (id, cluster, cluster_id, api_group, resource, api_version, position, heard)
            VALUES (@id, @cluster, @clusterId, @group, @resource, @version, @position, @heard)
            ON CONFLICT (id) DO UPDATE SET cluster_id = excluded.cluster_id, api_version = excluded.api_version, position = excluded.position, heard = excluded.heard
            """);
        _deleteSync = Prepare("DELETE FROM index_sync WHERE id = @id");
    }

    /// <summary>Rows of objects written since the session began.</summary>
    public long RowsWritten { get; private set; }

    public async ValueTask<DbTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        foreach (var command in new[] { _putObject, _putBody, _deleteObject, _deleteBody, _putDictionary, _putSync, _deleteSync }) command.Transaction = transaction;
        return transaction;
    }

    public void Put(long id, long sync, byte[] head, PendingBody body)
    {
        Run(_putObject, ("@id", id), ("@sync", sync), ("@data", head));
        Run(_putBody, ("@id", id), ("@data", body.Pack()));
        RowsWritten++;
    }

    public void Delete(long id)
    {
        Run(_deleteObject, ("@id", id));
        Run(_deleteBody, ("@id", id));
        RowsWritten++;
    }

    public void Put(string sort, PackDictionary dictionary) => Run(_putDictionary, ("@id", dictionary.Id), ("@sort", sort), ("@data", dictionary.Text.ToArray()));

    public void PutSync(StoredSync sync, SyncKey key, StoredPosition position, DateTimeOffset heard) => Run(
        _putSync,
        ("@id", sync.Id),
        ("@cluster", key.Cluster),
        ("@clusterId", sync.ClusterId.ToString()),
        ("@group", key.Resource.Group),
        ("@resource", key.Resource.Resource),
        ("@version", position.ApiVersion),
        ("@position", position.Position),
        ("@heard", heard.ToUnixTimeMilliseconds()));

    public void DeleteSync(long id) => Run(_deleteSync, ("@id", id));

    public async ValueTask DisposeAsync()
    {
        foreach (var command in new[] { _putObject, _putBody, _deleteObject, _deleteBody, _putDictionary, _putSync, _deleteSync }) await command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private DbCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandType = CommandType.Text;
        return command;
    }

    private static void Run(DbCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (command.Parameters.Count == 0)
        {
            foreach (var (name, _) in values)
            {
                // With their sign: without it SQLite's driver looks each up under all signs, for every row.
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value;
        command.ExecuteNonQuery();
    }
}
