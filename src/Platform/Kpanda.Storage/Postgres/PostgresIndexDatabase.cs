namespace Kpanda.Storage.Postgres;

internal sealed class PostgresIndexDatabase(string url) : PostgresDatabase(url, "kpanda_index"), IIndexDatabase;
