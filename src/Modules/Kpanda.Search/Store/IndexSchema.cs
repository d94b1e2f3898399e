using System.Data.Common;
using Kpanda.Search.Kinds;
using Kpanda.Storage;

namespace Kpanda.Search.Store;

/// <summary>
/// The tables of the index store. Nothing in them is precious: tables of another format, or written by other status rules, are dropped and filled anew.
/// </summary>
internal static class IndexSchema
{
    /// <summary>Raised whenever the tables or the bytes in them change.</summary>
    public const int Format = 3;

    private const string Marker = "format";

    /// <summary>Makes the tables, or makes them anew.</summary>
    /// <returns>Whether what is in them can be used.</returns>
    public static async Task<bool> PrepareAsync(DbConnection connection, DatabaseKind kind, KindRegistry kinds, CancellationToken cancellationToken)
    {
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS index_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)", cancellationToken);
        var expected = FormatOf(kinds);
        if (await ReadMarkerAsync(connection, cancellationToken) == expected) return true;

        var bytes = kind == DatabaseKind.Sqlite ? "BLOB" : "BYTEA";
        foreach (var table in new[] { "index_sync", "index_object", "index_body", "index_dictionary" }) await RunAsync(connection, $"DROP TABLE IF EXISTS {table}", cancellationToken);
        await RunAsync(
            connection,
            """
            CREATE TABLE index_sync (
              id BIGINT PRIMARY KEY, cluster TEXT NOT NULL, api_group TEXT NOT NULL, resource TEXT NOT NULL,
              api_version TEXT NOT NULL, position TEXT NOT NULL, heard BIGINT NOT NULL)
            """,
            cancellationToken);

        // Columns and bodies are apart: the start reads every head and no body. INTEGER makes the id SQLite's own row number.
        var id = kind == DatabaseKind.Sqlite ? "INTEGER" : "BIGINT";
        await RunAsync(connection, $"CREATE TABLE index_object (id {id} PRIMARY KEY, sync BIGINT NOT NULL, head {bytes} NOT NULL)", cancellationToken);
        await RunAsync(connection, $"CREATE TABLE index_body (id {id} PRIMARY KEY, data {bytes} NOT NULL)", cancellationToken);
        await RunAsync(connection, $"CREATE TABLE index_dictionary (id {id} PRIMARY KEY, sort TEXT NOT NULL, data {bytes} NOT NULL)", cancellationToken);
        await RunAsync(connection, $"DELETE FROM index_meta WHERE name = '{Marker}'", cancellationToken);
        await RunAsync(connection, $"INSERT INTO index_meta (name, value) VALUES ('{Marker}', '{expected}')", cancellationToken);
        return false;
    }

    // Statuses and fields are stored as the rules made them, so other rules make another format. Builds are deterministic: the same code has the same id.
    private static string FormatOf(KindRegistry kinds)
    {
        var rules = kinds.All.Select(kind => kind.GetType().Module.ModuleVersionId).Distinct().Order().Select(id => id.ToString("N"));
        return $"{Format}:{string.Join('+', rules)}";
    }

    private static async Task<string?> ReadMarkerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT value FROM index_meta WHERE name = '{Marker}'";
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
