using System.Data.Common;
using Npgsql;

namespace Kpanda.Storage.Postgres;

/// <summary>One schema of a PostgreSQL database, made on first use.</summary>
internal abstract class PostgresDatabase : IDatabase, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _schema;
    private readonly SemaphoreSlim _once = new(1);
    private volatile bool _made;

    protected PostgresDatabase(string url, string schema)
    {
        _schema = schema;
        _source = NpgsqlDataSource.Create(PostgresUrl.ToConnectionString(url, schema));
    }

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

    /// <summary>Drops the schema with all that is in it; the next connection makes it again.</summary>
    protected async ValueTask DropSchemaAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP SCHEMA {_schema} CASCADE";
        await command.ExecuteNonQueryAsync(cancellationToken);
        _made = false;
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
                CREATE SCHEMA IF NOT EXISTS {_schema};
                DO $$ BEGIN
                    IF to_regtype('{_schema}.blob') IS NULL THEN CREATE DOMAIN {_schema}.blob AS bytea; END IF;
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

    private const long SchemaLock = 0x6B70616E6461; // "kpanda"
}
