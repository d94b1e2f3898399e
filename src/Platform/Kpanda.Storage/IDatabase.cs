using System.Data.Common;

namespace Kpanda.Storage;

/// <summary>Opens connections to one database. Safe for concurrent use; a connection is not.</summary>
public interface IDatabase
{
    /// <summary>Which SQL the few statements that differ must speak.</summary>
    DatabaseKind Kind { get; }

    /// <summary>
    /// An open connection from the pool; dispose it soon. On SQLite a transaction takes the write lock when it begins, so that it never fails half-way for being late.
    /// </summary>
    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);
}
