using Dapper;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Storage.Tests;

public sealed class DatabaseTests(PostgresServer postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task StateAndIndex_DoNotShareTables(DatabaseKind kind)
    {
        await using var database = await TestDatabase.MakeAsync(kind, postgres);
        await using var state = await database.State.OpenAsync(Token);
        await using var index = await database.Index.OpenAsync(Token);

        await state.ExecuteAsync("CREATE TABLE same (a BIGINT)");
        await index.ExecuteAsync("CREATE TABLE same (b BLOB)");

        (await state.ExecuteScalarAsync<int>("SELECT COUNT(a) FROM same")).ShouldBe(0);
        (await index.ExecuteScalarAsync<int>("SELECT COUNT(b) FROM same")).ShouldBe(0);
    }

    [Fact]
    public async Task TwoOnOnePostgres_ShareTheStateAndNotTheIndex()
    {
        var url = await postgres.NewDatabaseAsync(Token);
        await using var one = TestDatabase.Make(url);
        await using var other = TestDatabase.Make(url);
        await using var state = await one.State.OpenAsync(Token);
        await using var index = await one.Index.OpenAsync(Token);
        await using var otherState = await other.State.OpenAsync(Token);
        await using var otherIndex = await other.Index.OpenAsync(Token);

        foreach (var connection in new[] { state, index, otherIndex }) await connection.ExecuteAsync("CREATE TABLE same (a BIGINT)");
        foreach (var connection in new[] { state, index }) await connection.ExecuteAsync("INSERT INTO same VALUES (1)");

        (await otherState.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM same")).ShouldBe(1);
        (await otherIndex.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM same")).ShouldBe(0);
    }

    [Fact]
    public async Task SqliteReader_DoesNotWaitForTheWriter()
    {
        await using var database = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await using var writer = await database.State.OpenAsync(Token);
        await writer.ExecuteAsync("CREATE TABLE things (a BIGINT)");
        await using var transaction = await writer.BeginTransactionAsync(Token);
        await writer.ExecuteAsync("INSERT INTO things VALUES (1)", transaction: transaction);

        await using var reader = await database.State.OpenAsync(Token);
        (await reader.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM things")).ShouldBe(0);

        await transaction.CommitAsync(Token);
        (await reader.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM things")).ShouldBe(1);
    }

    [Fact]
    public async Task Sqlite_IsTheNewerOfTheSystemsAndOurs()
    {
        await using var database = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await using var connection = await database.State.OpenAsync(Token);

        Version.Parse((await connection.ExecuteScalarAsync<string>("SELECT sqlite_version()"))!).ShouldBeGreaterThanOrEqualTo(new Version(3, 35, 5));
        (await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
    }

    [Fact]
    public async Task DataFiles_AreForTheirOwnerOnly()
    {
        await using var database = await TestDatabase.MakeAsync(DatabaseKind.Sqlite, postgres);
        await using var connection = await database.State.OpenAsync(Token);
        await connection.ExecuteAsync("CREATE TABLE things (a BIGINT)");

        foreach (var file in Directory.GetFiles(database.Folder)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }
}
