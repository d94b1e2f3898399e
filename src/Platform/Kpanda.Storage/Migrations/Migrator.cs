using System.Data.Common;
using Dapper;
using Kpanda.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace Kpanda.Storage.Migrations;

/// <summary>
/// Runs what is pending, in one transaction and under a lock, so that several replicas may start together and a failure leaves the schema as it was. A SQLite file is
/// copied before.
/// </summary>
internal sealed partial class Migrator(IStateDatabase database, IEnumerable<MigrationSource> sources, TimeProvider time, ILogger<Migrator> logger)
{
    private const long Lock = 0x6D696772617465; // "migrate"

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var known = sources.SelectMany(source => source.Read()).ToList();
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await HasPendingAsync(connection, known, cancellationToken)) await CopyAsync(connection, cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.Kind == DatabaseKind.Postgres) await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})", transaction: transaction);
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_migrations (module TEXT, number BIGINT, name TEXT NOT NULL, checksum TEXT NOT NULL, applied BIGINT NOT NULL, PRIMARY KEY (module, number))",
            transaction: transaction);
        foreach (var migration in Pending(known, await AppliedAsync(connection, transaction)))
        {
            Log.Applying(logger, migration);
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_migrations (module, number, name, checksum, applied) VALUES (@Module, @Number, @Name, @Checksum, @applied)",
                new { migration.Module, migration.Number, migration.Name, migration.Checksum, applied = time.GetUtcNow() },
                transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<bool> HasPendingAsync(DbConnection connection, List<Migration> known, CancellationToken cancellationToken)
    {
        var exists = database.Kind == DatabaseKind.Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migrations'";
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(exists, cancellationToken: cancellationToken)) == 0) return false;
        return Pending(known, await AppliedAsync(connection, transaction: null)).Count > 0;
    }

    private static async Task<List<AppliedMigration>> AppliedAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. await connection.QueryAsync<AppliedMigration>("SELECT module, number, name, checksum FROM schema_migrations", transaction: transaction)];

    internal static List<Migration> Pending(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        var done = applied.ToDictionary(row => (row.Module, row.Number));
        var newer = applied.FirstOrDefault(row => !known.Any(m => m.Module == row.Module && m.Number == row.Number));
        if (newer is not null)
            throw new InvalidOperationException($"The database was migrated by a newer version (it has {newer.Module}/{newer.Number:0000}_{newer.Name}). Start that version, or restore the copy made before.");

        var pending = new List<Migration>();
        foreach (var migration in known)
        {
            if (!done.TryGetValue((migration.Module, migration.Number), out var row)) pending.Add(migration);
            else if (row.Checksum != migration.Checksum) throw new InvalidOperationException($"Migration {migration} was changed after it ran here. Migrations are only ever added.");
        }

        return pending;
    }

    private async Task CopyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (database is not SqliteDatabase sqlite) return;
        var copy = $"{sqlite.Path}.before-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}";
        await connection.ExecuteAsync(new CommandDefinition("VACUUM INTO @copy", new { copy }, cancellationToken: cancellationToken));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, DataDirectory.OwnerOnly);
        Log.Copied(logger, copy);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applying migration {Migration}")]
        public static partial void Applying(ILogger logger, Migration migration);

        [LoggerMessage(LogLevel.Information, "Copied the state database to {Copy} before migrating it")]
        public static partial void Copied(ILogger logger, string copy);
    }
}
