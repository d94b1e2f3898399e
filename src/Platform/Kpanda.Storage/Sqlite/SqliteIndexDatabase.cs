using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kpanda.Storage.Sqlite;

internal sealed class SqliteIndexDatabase(string path) : SqliteDatabase(path, synchronous: "NORMAL"), IIndexDatabase
{
    // https://www.sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public bool IsDamage(DbException failure) => failure is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    public ValueTask StartAnewAsync(CancellationToken cancellationToken)
    {
        ClosePooled();
        File.Move(Path, Path + ".damaged", overwrite: true);
        foreach (var log in new[] { Path + "-wal", Path + "-shm" }) File.Delete(log);
        MakeOwnerOnly(Path);
        return ValueTask.CompletedTask;
    }
}
