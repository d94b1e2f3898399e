using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>Grants that are kept in SQLite.</summary>
public sealed class SqliteGrantTests(GrantSite site) : GrantTests(site), IClassFixture<GrantSite>;

/// <summary>Grants that are kept in PostgreSQL.</summary>
public sealed class PostgresGrantTests(PostgresGrantTests.OnPostgres site) : GrantTests(site), IClassFixture<PostgresGrantTests.OnPostgres>
{
    /// <summary>The same server on PostgreSQL.</summary>
    public sealed class OnPostgres(PostgresServer postgres) : GrantSite
    {
        private protected override Task<string> DatabaseAsync() => postgres.NewDatabaseAsync(Token);
    }
}
