namespace Kpanda.Storage.Sqlite;

internal sealed class SqliteIndexDatabase(string path) : SqliteDatabase(path, synchronous: "NORMAL"), IIndexDatabase;
