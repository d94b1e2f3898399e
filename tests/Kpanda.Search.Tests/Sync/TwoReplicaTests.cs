using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Search.Tests.Sync;

/// <summary>
/// Two replicas on one PostgreSQL follow the same member. Each numbers its objects, and trains its dictionaries, as they come to it: what one writes must never be read, overwritten or waited for
/// by the other. They leave out different kinds here, so that their numbers are different ones for certain.
/// </summary>
public sealed class TwoReplicaTests(PostgresServer postgres)
{
    private const int Maps = 40;
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private static readonly GroupResource Secrets = new("", "secrets");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachReplica_ShowsEveryObjectAsItIs_WhateverTheOtherWritesAndDeletes()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        var database = await postgres.NewDatabaseAsync(Token);
        await using var all = await StartedAsync(clusters, database, []);
        await using var some = await StartedAsync(clusters, database, [Secrets]);

        for (var i = 0; i < Maps / 2; i++) clusters["one"].Put("secrets", "default", $"secret-{i}");
        await RunningSync.UntilAsync(async () => await all.CountAsync(Secrets, "one") == Maps / 2, "the secrets are here, and there is nothing of them there");
        for (var i = 0; i < Maps; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");
        foreach (var replica in new[] { all, some }) await WrittenAsync(replica, Maps);
        foreach (var replica in new[] { all, some }) (await NamesAsync(replica, ConfigMaps)).ShouldBe(Enumerable.Range(0, Maps).Select(i => $"map-{i}"), ignoreOrder: true);
        (await NamesAsync(all, Secrets)).ShouldBe(Enumerable.Range(0, Maps / 2).Select(i => $"secret-{i}"), ignoreOrder: true);

        // What one deletes is gone there alone.
        for (var i = 0; i < Maps / 2; i++) clusters["one"].Delete("secrets", "default", $"secret-{i}");
        await RunningSync.UntilAsync(async () => await all.CountAsync(Secrets, "one") == 0, "they are gone");
        clusters["one"].Put("configmaps", "default", "last");
        foreach (var replica in new[] { all, some }) await WrittenAsync(replica, Maps + 1);
        foreach (var replica in new[] { all, some }) (await NamesAsync(replica, ConfigMaps)).ShouldBe(Enumerable.Range(0, Maps).Select(i => $"map-{i}").Append("last"), ignoreOrder: true);
    }

    [Fact]
    public async Task DictionaryOfOne_DoesNotHoldUpTheOther()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await StartedAsync(clusters, database, []);
        await using var second = await StartedAsync(clusters, database, []);

        // Enough of one kind for a dictionary of its own at either.
        for (var i = 0; i < 300; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");

        foreach (var replica in new[] { first, second })
        {
            await WrittenAsync(replica, 300);
            replica.Store.Failure.ShouldBeEmpty();
            (await NamesAsync(replica, ConfigMaps)).Count.ShouldBe(300);
        }
    }

    [Fact]
    public async Task ReplicaThatStarts_TakesNothingFromTheOther()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var none = await FakeClusters.StartAsync();
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await StartedAsync(clusters, database, []);
        clusters["one"].Put("configmaps", "default", "map");
        await WrittenAsync(first, 1);

        // It does not know the cluster (yet), and ends with all that it had to write.
        await using (var second = await RunningSync.StartAsync(none, database: database)) await RunningSync.UntilAsync(() => second.Store.IsLoaded, "it runs");

        (await NamesAsync(first, ConfigMaps)).ShouldBe(["map"]);
    }

    [Fact]
    public async Task PauseAtOne_HoldsAtTheOther_UntilAnybodyResumes()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await StartedAsync(clusters, database, []);
        await using var second = await StartedAsync(clusters, database, []);

        await first.Controls.PauseAsync("one", ConfigMaps, "ann", Token);
        await second.Controls.NoticeAsync(Token);
        await RunningSync.UntilAsync(() => second.Index.Freshness("one", ConfigMaps).Reason == "sync.paused", "it is paused there, too");
        second.Controls.PauseOf("one", ConfigMaps).ShouldBe(first.Controls.PauseOf("one", ConfigMaps));

        await second.Controls.ResumeAsync("one", ConfigMaps, Token);
        await first.Controls.NoticeAsync(Token);
        foreach (var replica in new[] { first, second }) await RunningSync.UntilAsync(() => replica.Index.Freshness("one", ConfigMaps).Live, "both go on");
    }

    [Fact]
    public async Task RemovalOfACluster_TakesAwayItsPauses_AndNotThoseOfTheNextOfItsName()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        var database = await postgres.NewDatabaseAsync(Token);
        await using var first = await StartedAsync(clusters, database, []);
        await using var second = await StartedAsync(clusters, database, []);
        await first.Controls.PauseAsync("one", Secrets, "ann", Token);
        await second.Controls.NoticeAsync(Token);

        // One knows of the removal; by the time that the other one does, the name has another cluster, which is paused.
        await first.Controls.ForgetAsync("one", null, Token);
        var next = TimeProvider.System.GetUtcNow();
        await first.Controls.PauseAsync("one", ConfigMaps, "ann", Token);
        await second.Controls.NoticeAsync(Token);
        await second.Controls.ForgetAsync("one", next.AddMilliseconds(-1), Token);

        foreach (var replica in new[] { first, second })
        {
            await replica.Controls.NoticeAsync(Token);
            replica.Controls.PauseOf("one", Secrets).ShouldBeNull();
            replica.Controls.PauseOf("one", ConfigMaps).ShouldNotBeNull();
        }
    }

    private static async Task<RunningSync> StartedAsync(FakeClusters clusters, string database, GroupResource[] excluded)
    {
        var replica = await RunningSync.StartAsync(clusters, new SyncOptions { Excluded = SyncOptions.NeverKept.Union(excluded).ToHashSet() }, database: database);
        await RunningSync.UntilAsync(() => replica.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "it is in step");
        return replica;
    }

    // From now on bodies are read from the store.
    private static Task WrittenAsync(RunningSync replica, int maps) =>
        RunningSync.UntilAsync(async () => await replica.CountAsync(ConfigMaps, "one") == maps && replica.Bodies.PendingCount == 0, $"all {maps} are known and written");

    private static async Task<List<string>> NamesAsync(RunningSync replica, GroupResource kind)
    {
        var page = await replica.Index.QueryAsync(new ResourceQuery(kind) { Clusters = ["one"], Page = new(1, 1000) }, AccessScope.All, Token);
        foreach (var item in page.Items) item.Body.GetProperty("metadata").GetProperty("name").GetString().ShouldBe(item.Key.Name);
        return [.. page.Items.Select(item => item.Key.Name)];
    }
}
