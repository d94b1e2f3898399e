namespace Kpanda.Storage.Sqlite;

internal sealed class SqliteStateDatabase(string path) : SqliteDatabase(path, synchronous: "FULL"), IStateDatabase;
