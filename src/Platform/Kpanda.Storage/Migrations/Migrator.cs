using System.Data.Common;
using Dapper;
using Kpanda.Storage.Backups;
using Microsoft.Extensions.Logging;

namespace Kpanda.Storage.Migrations;

/// <summary>
/// Runs what is pending, in one transaction and under a lock, so that several replicas may start together and a failure leaves the schema as it was. The state is
/// backed up before.
/// </summary>
internal sealed partial class Migrator(
    StorageOptions options, IStateDatabase database, StateBackup backup, IEnumerable<MigrationSource> sources, TimeProvider time, ILogger<Migrator> logger)
{
    private const long Lock = 0x6D696772617465; // "migrate"

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var known = Known();
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await HasPendingAsync(connection, known, cancellationToken)) await CopyAsync(cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.Kind == DatabaseKind.Postgres) await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})", transaction: transaction);
        await MakeTableAsync(connection, transaction);
        await ApplyAsync(connection, transaction, Pending(known, await AppliedAsync(connection, transaction)));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What this version knows, in order.</summary>
    public List<Migration> Known() => [.. sources.SelectMany(source => source.Read())];

    /// <summary>Runs them and writes down that they ran.</summary>
    public async Task ApplyAsync(DbConnection connection, DbTransaction transaction, IEnumerable<Migration> migrations)
    {
        await MakeTableAsync(connection, transaction);
        foreach (var migration in migrations)
        {
            Log.Applying(logger, migration);
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_migrations (module, number, name, checksum, applied) VALUES (@Module, @Number, @Name, @Checksum, @applied)",
                new { migration.Module, migration.Number, migration.Name, migration.Checksum, applied = time.GetUtcNow() },
                transaction);
        }
    }

    private static Task MakeTableAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_migrations (module TEXT, number BIGINT, name TEXT NOT NULL, checksum TEXT NOT NULL, applied BIGINT NOT NULL, PRIMARY KEY (module, number))",
            transaction: transaction);

    private async Task<bool> HasPendingAsync(DbConnection connection, List<Migration> known, CancellationToken cancellationToken)
    {
        var exists = database.Kind == DatabaseKind.Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migrations'";
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(exists, cancellationToken: cancellationToken)) == 0) return false;
        return Pending(known, await AppliedAsync(connection, transaction: null)).Count > 0;
    }

    internal static async Task<List<AppliedMigration>> AppliedAsync(DbConnection connection, DbTransaction? transaction) =>
        [.. await connection.QueryAsync<AppliedMigration>("SELECT module, number, name, checksum FROM schema_migrations", transaction: transaction)];

    internal static List<Migration> Pending(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        var done = applied.ToDictionary(row => (row.Module, row.Number));
        var newer = applied.FirstOrDefault(row => !known.Any(m => m.Module == row.Module && m.Number == row.Number));
        if (newer is not null)
            throw new InvalidOperationException($"The database was migrated by a newer version (it has {newer.Module}/{newer.Number:0000}_{newer.Name}). Start that version, or restore the backup that was made before.");

        var pending = new List<Migration>();
        foreach (var migration in known)
        {
            if (!done.TryGetValue((migration.Module, migration.Number), out var row)) pending.Add(migration);
            else if (row.Checksum != migration.Checksum) throw new InvalidOperationException($"Migration {migration} was changed after it ran here. Migrations are only ever added.");
        }

        return pending;
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.DataDirectory, "backups");
        DataDirectory.Make(folder);
        Log.Copied(logger, await backup.WriteAsync(Path.Combine(folder, $"before-migration-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}-{Guid.CreateVersion7():N}.backup"), cancellationToken));
        // Named by their time.
        foreach (var old in Directory.GetFiles(folder, "before-migration-*.backup").OrderDescending(StringComparer.Ordinal).Skip(options.BackupsKept)) File.Delete(old);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applying migration {Migration}")]
        public static partial void Applying(ILogger logger, Migration migration);

        [LoggerMessage(LogLevel.Information, "Backed up the state to {Copy} before migrating it")]
        public static partial void Copied(ILogger logger, string copy);
    }
}
