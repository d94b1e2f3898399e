using System.Data.Common;
using Dapper;

namespace Kpanda.Storage.Backups;

/// <summary>
/// Says in PostgreSQL that servers run on the state, or that it is being restored: any number of servers, or one restore. It lasts as long as its connection. On SQLite the lock of the
/// data folder says it already.
/// </summary>
internal sealed class StateInUse : IAsyncDisposable
{
    private const long Lock = 0x696E207573; // "in us"

    private readonly DbConnection? _connection;

    private StateInUse(DbConnection? connection) => _connection = connection;

    /// <exception cref="IOException">It is being restored.</exception>
    public static Task<StateInUse> TakeSharedAsync(IStateDatabase database, CancellationToken cancellationToken) =>
        TakeAsync(database, "pg_try_advisory_lock_shared", "The state is being restored. Start again when that is done.", cancellationToken);

    /// <exception cref="IOException">A server runs.</exception>
    public static Task<StateInUse> TakeAloneAsync(IStateDatabase database, CancellationToken cancellationToken) =>
        TakeAsync(database, "pg_try_advisory_lock", "Another Kpanda uses this database. Stop all of them first.", cancellationToken);

    private static async Task<StateInUse> TakeAsync(IStateDatabase database, string function, string refusal, CancellationToken cancellationToken)
    {
        if (database.Kind == DatabaseKind.Sqlite) return new StateInUse(null);
        var connection = await database.OpenAsync(cancellationToken);
        var held = new StateInUse(connection);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition($"SELECT {function}({Lock})", cancellationToken: cancellationToken))) return held;
        await held.DisposeAsync();
        throw new IOException(refusal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        try
        {
            // Back in the pool it would hold the lock until somebody uses it.
            if (_connection.State == System.Data.ConnectionState.Open) await _connection.ExecuteAsync("SELECT pg_advisory_unlock_all()");
        }
        catch (DbException)
        {
            // One that broke meanwhile holds nothing.
        }

        await _connection.DisposeAsync();
    }
}
