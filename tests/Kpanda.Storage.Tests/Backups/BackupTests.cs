using System.IO.Compression;
using Dapper;
using Kpanda.Storage.Backups;
using Kpanda.Storage.Migrations;
using Kpanda.Storage.Secrets;
using Kpanda.Storage.Tests.Migrations;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Storage.Tests.Backups;

public sealed class BackupTests(PostgresServer postgres)
{
    private const string First = """
        CREATE TABLE things (id TEXT PRIMARY KEY, parent TEXT REFERENCES things (id) ON DELETE CASCADE, made BIGINT NOT NULL, size INTEGER NOT NULL, open BOOLEAN NOT NULL, share DOUBLE PRECISION, body BLOB);
        CREATE TABLE notes (thing TEXT NOT NULL REFERENCES things (id), text TEXT NOT NULL);
        INSERT INTO things (id, made, size, open) VALUES ('seeded', 1, 1, TRUE);
        """;

    private const string Second = "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'";
    private const string Everything = "SELECT id, parent, made, size, open, share, body FROM things ORDER BY id";

    private static readonly MigrationSource Old = FakeMigrations.Source("things", First);
    private static readonly MigrationSource New = FakeMigrations.Source("things", First, Second);

    private sealed record Thing(string Id, string? Parent, long Made, int Size, bool Open, double? Share, byte[]? Body);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind, DatabaseKind> Ways => new(
        from source in Enum.GetValues<DatabaseKind>() from target in Enum.GetValues<DatabaseKind>() select (source, target));

    [Theory, MemberData(nameof(Ways))]
    public async Task State_ComesBackExactlyOnEitherDatabase(DatabaseKind from, DatabaseKind to)
    {
        await using var source = await FilledAsync(from);
        await using var target = await EmptyWithKeyOfAsync(source, to);
        var file = await source.Backup.WriteAsync(source.Folder, Token);

        (await target.Restore(Old).RestoreAsync(file, replace: false, Token)).ShouldBe(5);

        (await ThingsAsync(target)).ShouldBeEquivalentTo(await ThingsAsync(source));
        (await TextAsync(target, "SELECT text FROM notes")).ShouldBe("\"quoted\", line\nbreak, 熊猫 🐼");
        target.Box.Open((await ThingsAsync(target)).Single(thing => thing.Body is not null).Body!, "things/body/b").ShouldBe("secret"u8.ToArray());
        // References count again, and a start finds nothing to do.
        await Should.ThrowAsync<System.Data.Common.DbException>(() => RunAsync(target, "INSERT INTO notes VALUES ('nobody', 'x')"));
        await target.Migrator(Old).MigrateAsync(Token);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task OlderBackup_IsMigratedAndNewerOneRefused(DatabaseKind kind)
    {
        await using var source = await FilledAsync(kind);
        await using var target = await EmptyWithKeyOfAsync(source, kind);
        var older = await source.Backup.WriteAsync(Path.Combine(source.Folder, "older"), Token);
        await source.Migrator(New).MigrateAsync(Token);
        var newer = await source.Backup.WriteAsync(Path.Combine(source.Folder, "newer"), Token);

        (await Should.ThrowAsync<BackupException>(() => target.Restore(Old).RestoreAsync(newer, replace: false, Token))).Message.ShouldContain("newer version");
        await target.Restore(New).RestoreAsync(older, replace: false, Token);

        (await TextAsync(target, "SELECT colour FROM notes")).ShouldBe("red");
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task ExistingState_StaysUnlessItIsToBeReplaced(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var file = await database.Backup.WriteAsync(database.Folder, Token);
        await RunAsync(database, "DELETE FROM notes");

        (await Should.ThrowAsync<BackupException>(() => database.Restore(Old).RestoreAsync(file, replace: false, Token))).Message.ShouldContain("--replace");
        (await TextAsync(database, "SELECT COUNT(*) FROM notes")).ShouldBe("0");
        await database.Restore(Old).RestoreAsync(file, replace: true, Token);

        (await TextAsync(database, "SELECT COUNT(*) FROM notes")).ShouldBe("1");
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task RestoreThatFailsInTheMiddle_LeavesTheStateAsItWas(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        // A row that refers to nothing is found when all rows are there.
        await using var foreign = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await foreign.Migrator(Old).MigrateAsync(Token);
        await RunAsync(foreign, "PRAGMA foreign_keys = OFF; INSERT INTO notes VALUES ('nobody', 'x')");
        var file = await foreign.Backup.WriteAsync(foreign.Folder, Token);
        var before = await ThingsAsync(database);

        (await Should.ThrowAsync<BackupException>(() => database.Restore(Old).RestoreAsync(file, replace: true, Token))).Message.ShouldContain("notes");

        (await ThingsAsync(database)).ShouldBeEquivalentTo(before);
        (await TextAsync(database, "SELECT COUNT(*) FROM notes")).ShouldBe("1");
    }

    [Fact]
    public async Task DamagedFile_IsRefused()
    {
        await using var database = await FilledAsync(DatabaseKind.Sqlite);
        var file = await database.Backup.WriteAsync(database.Folder, Token);
        var halved = Path.Combine(database.Folder, "halved");
        await File.WriteAllBytesAsync(halved, (await File.ReadAllBytesAsync(file, Token))[..^100], Token);
        var altered = Path.Combine(database.Folder, "altered");
        File.Copy(file, altered);
        await using (var zip = await ZipFile.OpenAsync(altered, ZipArchiveMode.Update, Token))
        {
            zip.GetEntry("tables/notes.jsonl")!.Delete();
            await using var entry = await zip.CreateEntry("tables/notes.jsonl").OpenAsync(Token);
            await entry.WriteAsync("[\"b\",\"another\"]\n"u8.ToArray(), Token);
        }

        foreach (var bad in (string[])[halved, altered, Path.Combine(database.Folder, "kpanda.db")])
            (await Should.ThrowAsync<BackupException>(() => database.Restore(Old).RestoreAsync(bad, replace: true, Token))).Message.ShouldContain("damaged");
        (await TextAsync(database, "SELECT COUNT(*) FROM notes")).ShouldBe("1");
    }

    [Fact]
    public async Task AnotherMasterKey_IsRefusedAndNoKeyIsMade()
    {
        await using var source = await FilledAsync(DatabaseKind.Sqlite);
        await using var target = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        var file = await source.Backup.WriteAsync(source.Folder, Token);

        var refusal = await Should.ThrowAsync<BackupException>(() => target.Restore(Old).RestoreAsync(file, replace: false, Token));

        refusal.Message.ShouldContain("another master key");
        File.Exists(Path.Combine(target.Folder, "master.key")).ShouldBeFalse();
        (await target.Restore(Old).HasStateAsync(Token)).ShouldBeFalse();
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task RunningServer_KeepsItsState(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var file = await database.Backup.WriteAsync(database.Folder, Token);
        await using (var server = new MigrationService(database.Options, database.State, database.Migrator(Old)))
        {
            await server.StartingAsync(Token);
            await Should.ThrowAsync<IOException>(() => database.Restore(Old).RestoreAsync(file, replace: true, Token));
        }

        await database.Restore(Old).RestoreAsync(file, replace: true, Token);
    }

    [Fact]
    public async Task ServersOfOtherFolders_KeepTheirStateOnPostgres()
    {
        await using var database = await FilledAsync(DatabaseKind.Postgres);
        await using (await StateInUse.TakeSharedAsync(database.State, Token))
        await using (await StateInUse.TakeSharedAsync(database.State, Token))
            await Should.ThrowAsync<IOException>(() => StateInUse.TakeAloneAsync(database.State, Token));

        await using var alone = await StateInUse.TakeAloneAsync(database.State, Token);
        await Should.ThrowAsync<IOException>(() => StateInUse.TakeSharedAsync(database.State, Token));
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task RotatedKey_SealsEverythingAnewAndOpensOldBackups(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var file = await database.Backup.WriteAsync(database.Folder, Token);
        var key = Path.Combine(database.Folder, "master.key");
        var before = await File.ReadAllLinesAsync(key, Token);

        (await database.Rotation.RotateAsync(Token)).ShouldBe(1);

        var after = await File.ReadAllLinesAsync(key, Token);
        after[1..].ShouldBe(before);
        File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // The new key alone opens it now.
        var sealedAnew = (await ThingsAsync(database)).Single(thing => thing.Body is not null).Body!;
        new SecretBox(MasterKey.Parse(after[..1], "test")).Open(sealedAnew, "things/body/b").ShouldBe("secret"u8.ToArray());
        await database.Restore(Old).RestoreAsync(file, replace: true, Token);
    }

    private async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.MakeAsync(kind, postgres);
        await database.Migrator(Old).MigrateAsync(Token);
        await using var connection = await database.State.OpenAsync(Token);
        const string insert = "INSERT INTO things (id, parent, made, size, open, share, body) VALUES (@Id, @Parent, @Made, @Size, @Open, @Share, @Body)";
        await connection.ExecuteAsync(insert, new Thing("b", null, long.MaxValue, -1, false, 0.1, database.Box.Seal("secret"u8, "things/body/b")));
        // Comes before the row that it refers to.
        await connection.ExecuteAsync(insert, new Thing("a", "b", long.MinValue, int.MaxValue, true, 1e300, null));
        await connection.ExecuteAsync("INSERT INTO notes VALUES ('b', @text)", new { text = "\"quoted\", line\nbreak, 熊猫 🐼" });
        return database;
    }

    private async Task<TestDatabase> EmptyWithKeyOfAsync(TestDatabase source, DatabaseKind kind)
    {
        var database = await TestDatabase.MakeAsync(kind, postgres);
        File.Copy(Path.Combine(source.Folder, "master.key"), Path.Combine(database.Folder, "master.key"));
        return database;
    }

    private static async Task<List<Thing>> ThingsAsync(TestDatabase database)
    {
        await using var connection = await database.State.OpenAsync(Token);
        return [.. await connection.QueryAsync<Thing>(Everything)];
    }

    private static async Task<string?> TextAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.State.OpenAsync(Token);
        return await connection.ExecuteScalarAsync<string>(sql);
    }

    private static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.State.OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }
}
