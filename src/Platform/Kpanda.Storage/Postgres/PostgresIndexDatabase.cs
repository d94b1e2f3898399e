using System.Data.Common;
using Npgsql;

namespace Kpanda.Storage.Postgres;

internal sealed class PostgresIndexDatabase(string url) : PostgresDatabase(url, "kpanda_index"), IIndexDatabase
{
    public bool IsDamage(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    public ValueTask StartAnewAsync(CancellationToken cancellationToken) => DropSchemaAsync(cancellationToken);
}
