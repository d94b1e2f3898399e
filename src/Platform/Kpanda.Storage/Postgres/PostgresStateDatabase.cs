namespace Kpanda.Storage.Postgres;

internal sealed class PostgresStateDatabase(string url) : PostgresDatabase(url, "kpanda"), IStateDatabase;
