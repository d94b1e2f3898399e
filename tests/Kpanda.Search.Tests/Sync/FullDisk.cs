using System.Data.Common;
using Kpanda.Storage;
using Microsoft.Data.Sqlite;

namespace Kpanda.Search.Tests.Sync;

/// <summary>The database of a store that has no room to write while the test says so.</summary>
internal sealed class FullDisk(IIndexDatabase database) : IIndexDatabase
{
    // https://www.sqlite.org/rescode.html
    private const int Full = 13;

    public bool IsFull { get; set; }

    public DatabaseKind Kind => database.Kind;

    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        IsFull ? throw new SqliteException("database or disk is full", Full) : database.OpenAsync(cancellationToken);

    public bool IsDamage(DbException failure) => database.IsDamage(failure);

    public ValueTask StartAnewAsync(CancellationToken cancellationToken) => database.StartAnewAsync(cancellationToken);
}
