using System.Data.Common;
using Dapper;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Storage.Tests.Migrations;

public sealed class MigratorTests(PostgresServer postgres)
{
    private const string Table = """
        CREATE TABLE things (id TEXT PRIMARY KEY, made BIGINT NOT NULL, open BOOLEAN NOT NULL, size BIGINT NOT NULL, share DOUBLE PRECISION NOT NULL, body BLOB);
        CREATE INDEX things_made ON things (made);
        """;

    private sealed record Thing(Guid Id, DateTimeOffset Made, bool Open, int Size, double Share, byte[]? Body);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task OneDialect_GivesBackWhatWasStored(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);
        await database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token);
        var thing = new Thing(Guid.CreateVersion7(), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), true, 42, 0.25, [1, 2, 3]);

        await using var connection = await database.State.OpenAsync(Token);
        const string insert = "INSERT INTO things (id, made, open, size, share, body) VALUES (@Id, @Made, @Open, @Size, @Share, @Body) ON CONFLICT (id) DO UPDATE SET size = excluded.size RETURNING size";
        (await connection.ExecuteScalarAsync<int>(insert, thing)).ShouldBe(42);
        var found = await connection.QuerySingleAsync<Thing>("SELECT id, made, open, size, share, body FROM things WHERE id = @Id AND made = @Made AND open = @Open", thing);

        found.ShouldBeEquivalentTo(thing);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task SecondStart_RunsOnlyWhatIsNew(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);
        await database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token);

        await database.Migrator(FakeMigrations.Source("things", Table, "ALTER TABLE things ADD COLUMN colour TEXT")).MigrateAsync(Token);

        (await CountAsync(database, "SELECT COUNT(colour) FROM things")).ShouldBe(0);
        (await CountAsync(database, "SELECT COUNT(*) FROM schema_migrations")).ShouldBe(2);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task FailedMigration_LeavesTheSchemaAsItWas(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);
        await database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token);

        await Should.ThrowAsync<DbException>(() =>
            database.Migrator(FakeMigrations.Source("things", Table, "ALTER TABLE things ADD COLUMN colour TEXT", "ALTER TABLE nothing ADD COLUMN x TEXT")).MigrateAsync(Token));

        (await CountAsync(database, "SELECT COUNT(*) FROM schema_migrations")).ShouldBe(1);
        await Should.ThrowAsync<DbException>(() => CountAsync(database, "SELECT COUNT(colour) FROM things"));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task ReplicasThatStartTogether_MigrateOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token), Token)));

        (await CountAsync(database, "SELECT COUNT(*) FROM schema_migrations")).ShouldBe(1);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task PendingMigration_BacksUpBeforeAndKeepsTheLast(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);
        var folder = Path.Combine(database.Folder, "backups");
        List<string> scripts = [Table];
        await database.Migrator(FakeMigrations.Source("things", [.. scripts])).MigrateAsync(Token);
        Directory.Exists(folder).ShouldBeFalse();

        for (var i = 0; i < database.Options.BackupsKept + 2; i++)
        {
            scripts.Add($"ALTER TABLE things ADD COLUMN colour{i} TEXT");
            await database.Migrator(FakeMigrations.Source("things", [.. scripts])).MigrateAsync(Token);
        }

        var copies = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        copies.Count.ShouldBe(database.Options.BackupsKept);
        copies.ShouldAllBe(copy => File.GetUnixFileMode(copy) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await database.Restore(FakeMigrations.Source("things", [.. scripts[..^1]])).RestoreAsync(copies[^1], replace: true, Token);
        (await CountAsync(database, "SELECT COUNT(*) FROM schema_migrations")).ShouldBe(scripts.Count - 1);
    }

    [Fact]
    public async Task ChangedMigration_IsRefused()
    {
        await using var database = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => database.Migrator(FakeMigrations.Source("things", Table + " ")).MigrateAsync(Token));

        failure.Message.ShouldContain("things/0001_step was changed");
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsRefused()
    {
        await using var database = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await database.Migrator(FakeMigrations.Source("things", Table, "CREATE TABLE more (id TEXT)")).MigrateAsync(Token);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => database.Migrator(FakeMigrations.Source("things", Table)).MigrateAsync(Token));

        failure.Message.ShouldContain("newer version");
    }

    private static async Task<int> CountAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.State.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<int>(sql);
    }
}
