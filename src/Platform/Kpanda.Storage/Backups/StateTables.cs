using System.Data.Common;
using Dapper;

namespace Kpanda.Storage.Backups;

/// <summary>What tables the state has, asked of the database itself: what a module adds is in the next backup.</summary>
internal static class StateTables
{
    private sealed record Declared(string Name, string Type);

    public static async Task<List<string>> ListAsync(DbConnection connection, DbTransaction? transaction, DatabaseKind kind, CancellationToken cancellationToken)
    {
        var sql = kind == DatabaseKind.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
            : "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name COLLATE \"C\"";
        return [.. await connection.QueryAsync<string>(new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken))];
    }

    public static async Task<List<BackupColumn>> ColumnsAsync(DbConnection connection, DbTransaction? transaction, DatabaseKind kind, string table, CancellationToken cancellationToken)
    {
        var sql = kind == DatabaseKind.Sqlite
            ? "SELECT name, type FROM pragma_table_info(@table) ORDER BY cid"
            : "SELECT column_name::text AS name, COALESCE(domain_name, data_type)::text AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table ORDER BY ordinal_position";
        var columns = await connection.QueryAsync<Declared>(new CommandDefinition(sql, new { table }, transaction, cancellationToken: cancellationToken));
        return [.. columns.Select(column => new BackupColumn(column.Name, TypeOf(table, column)))];
    }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static ColumnType TypeOf(string table, Declared column) => column.Type.ToUpperInvariant() switch
    {
        "TEXT" => ColumnType.Text,
        "BIGINT" or "INTEGER" => ColumnType.Integer,
        "BOOLEAN" => ColumnType.Boolean,
        "DOUBLE PRECISION" => ColumnType.Real,
        "BLOB" => ColumnType.Blob,
        _ => throw new BackupException($"{table}.{column.Name} is of type {column.Type}, which a backup does not know."),
    };
}
