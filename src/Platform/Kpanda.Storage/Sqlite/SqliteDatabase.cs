using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kpanda.Storage.Sqlite;

/// <summary>One SQLite file in WAL mode: readers never wait for the writer.</summary>
internal abstract class SqliteDatabase : IDatabase
{
    // WAL with NORMAL may lose the last transactions at a power cut, never the consistency; state asks for FULL.
    private readonly string _pragmas;
    private readonly string _connectionString;

    protected SqliteDatabase(string path, string synchronous)
    {
        SqliteEngine.Ensure();
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        _pragmas = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=30000;";
        MakeOwnerOnly(path);
    }

    public DatabaseKind Kind => DatabaseKind.Sqlite;

    public string Path { get; }

    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = _pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections that wait in the pool.</summary>
    protected void ClosePooled()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    protected static void MakeOwnerOnly(string path)
    {
        // SQLite gives its -wal and -shm files the mode of the main file.
        if (!OperatingSystem.IsWindows() && !File.Exists(path)) DataDirectory.TryCreateSecretFile(path, []);
    }
}
