using System.Data.Common;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Store;

/// <summary>
/// The tables of the index store. Nothing in them is precious: tables of another format, or written by other status rules, are dropped and filled anew.
/// </summary>
internal static class IndexSchema
{
    /// <summary>Raised whenever the tables or the bytes in them change.</summary>
    public const int Format = 4;

    private const string Marker = "format";
    private const string LeftOut = "left-out";

    /// <summary>Makes the tables, or makes them anew.</summary>
    /// <returns>Whether what is in them can be used.</returns>
    public static async Task<bool> PrepareAsync(DbConnection connection, KindRegistry kinds, CancellationToken cancellationToken)
    {
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS index_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)", cancellationToken);
        var expected = FormatOf(kinds);
        if (await ReadAsync(connection, Marker, cancellationToken) == expected) return true;

        foreach (var table in new[] { "index_sync", "index_object", "index_body", "index_dictionary" }) await RunAsync(connection, $"DROP TABLE IF EXISTS {table}", cancellationToken);
        await RunAsync(
            connection,
            """
            CREATE TABLE index_sync (
              id BIGINT PRIMARY KEY, cluster TEXT NOT NULL, cluster_id TEXT NOT NULL, api_group TEXT NOT NULL, resource TEXT NOT NULL,
              api_version TEXT NOT NULL, position TEXT NOT NULL, heard BIGINT NOT NULL)
            """,
            cancellationToken);

        // Columns and bodies are apart: the start reads every head and no body. INTEGER makes the id SQLite's own row number.
        await RunAsync(connection, "CREATE TABLE index_object (id INTEGER PRIMARY KEY, sync BIGINT NOT NULL, head BLOB NOT NULL)", cancellationToken);
        await RunAsync(connection, "CREATE TABLE index_body (id INTEGER PRIMARY KEY, data BLOB NOT NULL)", cancellationToken);
        await RunAsync(connection, "CREATE TABLE index_dictionary (id INTEGER PRIMARY KEY, sort TEXT NOT NULL, data BLOB NOT NULL)", cancellationToken);
        await PutAsync(connection, Marker, expected, cancellationToken);
        return false;
    }

    /// <summary>Notes the namespaces that are left out from now on. Where they are others, no watch resumes: everything is listed, also when that is interrupted.</summary>
    /// <returns>Whether they are others than those that it was filled with.</returns>
    public static async Task<bool> LeaveOutAsync(DbConnection connection, IEnumerable<string> namespaces, CancellationToken cancellationToken)
    {
        var text = string.Join(',', namespaces.Order(StringComparer.Ordinal));
        if ((await ReadAsync(connection, LeftOut, cancellationToken) ?? "") == text) return false;
        await RunAsync(connection, "UPDATE index_sync SET position = ''", cancellationToken);
        await PutAsync(connection, LeftOut, text, cancellationToken);
        return true;
    }

    // Statuses and fields are stored as the rules made them, so other rules make another format. Builds are deterministic: the same code has the same id.
    private static string FormatOf(KindRegistry kinds)
    {
        var rules = kinds.All.Select(kind => kind.GetType().Module.ModuleVersionId).Distinct().Order().Select(id => id.ToString("N"));
        return $"{Format}:{string.Join('+', rules)}";
    }

    private static async Task<string?> ReadAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT value FROM index_meta WHERE name = '{name}'";
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static Task PutAsync(DbConnection connection, string name, string value, CancellationToken cancellationToken) =>
        RunAsync(connection, $"INSERT INTO index_meta (name, value) VALUES ('{name}', '{value}') ON CONFLICT (name) DO UPDATE SET value = excluded.value", cancellationToken);

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
