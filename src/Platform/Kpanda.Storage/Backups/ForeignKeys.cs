using System.Data.Common;
using Dapper;

namespace Kpanda.Storage.Backups;

/// <summary>References between tables while these are filled in any order: they are checked at the end, and whole.</summary>
internal sealed class ForeignKeys
{
    private sealed record Constraint(string Table, string Name, string Definition);

    private readonly List<Constraint>? _dropped;

    private ForeignKeys(List<Constraint>? dropped) => _dropped = dropped;

    public static async Task<ForeignKeys> DropAsync(DbConnection connection, DbTransaction transaction, DatabaseKind kind, CancellationToken cancellationToken)
    {
        if (kind == DatabaseKind.Sqlite) return new ForeignKeys(null);
        const string sql = """
            SELECT r.relname::text AS "table", c.conname::text AS name, pg_get_constraintdef(c.oid) AS definition
            FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            """;
        List<Constraint> constraints = [.. await connection.QueryAsync<Constraint>(new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken))];
        foreach (var one in constraints) await connection.ExecuteAsync($"ALTER TABLE {StateTables.Quote(one.Table)} DROP CONSTRAINT {StateTables.Quote(one.Name)}", transaction: transaction);
        return new ForeignKeys(constraints);
    }

    /// <exception cref="InvalidDataException">A row refers to one that is not there.</exception>
    public async Task RestoreAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (_dropped is null)
        {
            var broken = await connection.ExecuteScalarAsync<string?>(new CommandDefinition("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", transaction: transaction, cancellationToken: cancellationToken));
            if (broken is not null) throw new InvalidDataException($"a row of table {broken} refers to one that is not there.");
            return;
        }

        foreach (var one in _dropped)
        {
            try
            {
                await connection.ExecuteAsync($"ALTER TABLE {StateTables.Quote(one.Table)} ADD CONSTRAINT {StateTables.Quote(one.Name)} {one.Definition}", transaction: transaction);
            }
            catch (Npgsql.PostgresException missing) when (missing.SqlState == Npgsql.PostgresErrorCodes.ForeignKeyViolation)
            {
                throw new InvalidDataException($"a row of table {one.Table} refers to one that is not there.", missing);
            }
        }
    }
}
