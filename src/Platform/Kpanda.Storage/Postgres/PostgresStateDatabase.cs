using System.Data.Common;
using Npgsql;

namespace Kpanda.Storage.Postgres;

/// <summary>One schema of a PostgreSQL database, made on first use.</summary>
internal sealed class PostgresStateDatabase(string url) : IStateDatabase, IAsyncDisposable
{
    private const string Schema = "kpanda";
    private const long SchemaLock = 0x6B70616E6461; // "kpanda"

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgresUrl.ToConnectionString(url, Schema));
    private readonly SemaphoreSlim _once = new(1);
    private volatile bool _made;

    public DatabaseKind Kind => DatabaseKind.Postgres;

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_made) await MakeSchemaAsync(cancellationToken);
        return await _source.OpenConnectionAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _once.Dispose();
    }

    private async Task MakeSchemaAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_made) return;
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            // The lock: two replicas that start together would both try to create. The domain lets migrations say BLOB on both databases.
            command.CommandText = $"""
                SELECT pg_advisory_xact_lock({SchemaLock});
                CREATE SCHEMA IF NOT EXISTS {Schema};
                DO $$ BEGIN
                    IF to_regtype('{Schema}.blob') IS NULL THEN CREATE DOMAIN {Schema}.blob AS bytea; END IF;
                END $$;
                """;
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await connection.ReloadTypesAsync(cancellationToken);
            _made = true;
        }
        finally
        {
            _once.Release();
        }
    }
}
