using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Grants;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Permissions.Tests.Grants;

/// <summary>Grants of two replicas on one database.</summary>
public sealed class GrantBookTests(PostgresServer postgres)
{
    private const string Editor = "role-template-ns-edit";
    private const string Viewer = "role-template-ns-view";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhatOneReplicaGrants_TheOtherNotices_AndTellsWhomItConcerns(DatabaseKind kind)
    {
        await using var database = await Database.MakeAsync(kind, postgres);
        var (here, there) = (await database.ReplicaAsync(), await database.ReplicaAsync());
        here.Book.Installation.ShouldBe(there.Book.Installation);
        here.Book.Installation.ShouldNotBe(Guid.Empty);
        var ann = new Person(Guid.CreateVersion7(), "ann", [], IsPlatformAdministrator: false);
        var bob = new Person(Guid.CreateVersion7(), "bob", [], IsPlatformAdministrator: false) { GroupIds = [Guid.CreateVersion7()] };
        var (toldAnn, toldBob) = (0, 0);
        using var watchedAnn = there.Rights.Subscribe(ann.Id, () => toldAnn++);
        using var watchedBob = there.Rights.Subscribe(bob.Id, () => toldBob++);
        var cluster = Guid.CreateVersion7();

        var own = Give(SubjectKind.User, ann.Id, Editor, cluster, "shop");
        await here.Book.AddAsync([own], Token);
        await there.Book.NoticeAsync(Token);
        there.Book.Of(ann).ShouldBe([own.Grant]);
        (toldAnn, toldBob).ShouldBe((1, 0));

        // Everybody of a group is told, for who is in it is not known here.
        var shared = Give(SubjectKind.Group, bob.GroupIds[0], Viewer, cluster, "");
        await here.Book.AddAsync([shared], Token);
        await there.Book.NoticeAsync(Token);
        there.Book.Of(bob).ShouldBe([shared.Grant]);
        (toldAnn, toldBob).ShouldBe((2, 1));

        // Nothing new: nobody is told.
        await there.Book.NoticeAsync(Token);
        (toldAnn, toldBob).ShouldBe((2, 1));

        await here.Book.RemoveAsync([own.Grant.Id], Token);
        await there.Book.NoticeAsync(Token);
        there.Book.Of(ann).ShouldBeEmpty();
        (toldAnn, toldBob).ShouldBe((3, 1));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task SameGrantTwice_IsOne_AndNoRoleIsHeldTwiceInAPlace(DatabaseKind kind)
    {
        await using var database = await Database.MakeAsync(kind, postgres);
        var (here, there) = (await database.ReplicaAsync(), await database.ReplicaAsync());
        var (ann, cluster) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = Give(SubjectKind.User, ann, Editor, cluster, "shop");

        await Task.WhenAll(here.Book.AddAsync([first], Token), there.Book.AddAsync([Give(SubjectKind.User, ann, Editor, cluster, "shop")], Token));
        await here.Book.NoticeAsync(Token);
        var kept = here.Book.All.ShouldHaveSingleItem();

        await here.Book.AddAsync([Give(SubjectKind.User, ann, Viewer, cluster, "shop")], Token);
        (await here.Book.SetRoleAsync(kept with { Grant = kept.Grant with { Role = Viewer } }, Token)).ShouldBeFalse();
        here.Book.All.Select(stored => stored.Grant.Role).Order().ShouldBe([Editor, Viewer]);

        await here.Book.RemoveAsync([.. here.Book.All.Where(stored => stored.Grant.Role == Viewer).Select(stored => stored.Grant.Id)], Token);
        (await here.Book.SetRoleAsync(kept with { Grant = kept.Grant with { Role = Viewer } }, Token)).ShouldBeTrue();
        here.Book.In(cluster).ShouldHaveSingleItem().Grant.Role.ShouldBe(Viewer);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhoIsDeleted_LosesAllGrantsWithTheTransaction_OrNone(DatabaseKind kind)
    {
        await using var database = await Database.MakeAsync(kind, postgres);
        var replica = await database.ReplicaAsync();
        var (ann, bob, cluster) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await replica.Book.AddAsync([Give(SubjectKind.User, ann, Editor, cluster, "a"), Give(SubjectKind.User, ann, Editor, cluster, "b"), Give(SubjectKind.User, bob, Editor, cluster, "a")], Token);

        await RemoveAsync(ann, commit: false);
        replica.Book.Of(SubjectKind.User, ann).Count.ShouldBe(2);
        await RemoveAsync(ann, commit: true);
        replica.Book.Of(SubjectKind.User, ann).ShouldBeEmpty();
        replica.Book.Of(SubjectKind.User, bob).Count.ShouldBe(1);

        await replica.Book.RemoveClusterAsync(cluster, Token);
        replica.Book.All.ShouldBeEmpty();

        async Task RemoveAsync(Guid id, bool commit)
        {
            await using (var connection = await database.State.OpenAsync(Token))
            {
                await using var transaction = await connection.BeginTransactionAsync(Token);
                await GrantStore.RemoveSubjectAsync(connection, transaction, SubjectKind.User, id, Token);
                if (commit) await transaction.CommitAsync(Token);
            }

            await replica.Book.NoticeAsync(Token);
        }
    }

    private static StoredGrant Give(SubjectKind kind, Guid subject, string role, Guid cluster, string ns) =>
        new(new Grant(Guid.CreateVersion7(), kind, subject, role, cluster, ns), Guid.CreateVersion7(), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

    private sealed record Replica(GrantBook Book, RightsChanges Rights);

    private sealed class Database(string folder, ServiceProvider services) : IAsyncDisposable
    {
        public IStateDatabase State => services.GetRequiredService<IStateDatabase>();

        public static async Task<Database> MakeAsync(DatabaseKind kind, PostgresServer postgres)
        {
            var folder = Directory.CreateTempSubdirectory("kpanda-grants-").FullName;
            var url = kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "";
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
                .AddStorage(new StorageOptions { DataDirectory = folder, Database = url })
                .AddMigrations("permissions", typeof(PermissionsModule).Assembly)
                .BuildServiceProvider();
            foreach (var service in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()) await service.StartingAsync(Token);
            return new Database(folder, services);
        }

        public async Task<Replica> ReplicaAsync()
        {
            var rights = new RightsChanges();
            var book = new GrantBook(new GrantStore(State), rights);
            await book.NoticeAsync(Token);
            return new Replica(book, rights);
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
