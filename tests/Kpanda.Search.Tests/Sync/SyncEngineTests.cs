using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Tests.Sync;

public sealed class SyncEngineTests
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    [Fact]
    public async Task ObjectsAndChangesOfAMember_AppearInTheIndex()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("configmaps", "default", "before");
        await using var sync = await RunningSync.StartAsync(clusters);

        await RunningSync.UntilAsync(async () => await FindAsync(sync, "one", "before") is not null, "the object that was there before");
        clusters["one"].Put("configmaps", "default", "after");
        await RunningSync.UntilAsync(async () => await FindAsync(sync, "one", "after") is not null, "the object that came after");
        clusters["one"].Put("configmaps", "default", "after", obj => obj["data"] = "new");
        await RunningSync.UntilAsync(async () => (await FindAsync(sync, "one", "after"))!.Body.TryGetProperty("data", out _), "the changed object");
        clusters["one"].Delete("configmaps", "default", "before");
        await RunningSync.UntilAsync(async () => await FindAsync(sync, "one", "before") is null, "the deletion");
    }

    [Fact]
    public async Task ClusterThatIsRemoved_TakesItsObjectsAlong()
    {
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        clusters["one"].Put("configmaps", "default", "a");
        clusters["two"].Put("configmaps", "default", "b");
        await using var sync = await RunningSync.StartAsync(clusters);
        await RunningSync.UntilAsync(async () => await FindAsync(sync, "one", "a") is not null && await FindAsync(sync, "two", "b") is not null, "both");

        clusters.Remove("one");

        await RunningSync.UntilAsync(async () => await sync.CountAsync(ConfigMaps, "one") == 0, "the objects are gone");
        (await FindAsync(sync, "two", "b")).ShouldNotBeNull();
        sync.Index.ServedResources("one").ShouldBeEmpty();
    }

    [Fact]
    public async Task MemberThatIsAway_CostsTheOthersNothingAndIsSaidToBeBehind()
    {
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        clusters.Away["one"] = true;
        clusters["two"].Put("configmaps", "default", "b");
        await using var sync = await RunningSync.StartAsync(clusters);

        await RunningSync.UntilAsync(async () => await FindAsync(sync, "two", "b") is not null, "the other's object");
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: false, Reason: SyncReasons.Unreachable }, "the reason");
        await RunningSync.UntilAsync(() => sync.Index.Freshness("two", ConfigMaps) is { Live: true, Synced: true, Reason: "" }, "the other is live");
        var page = await sync.Index.QueryAsync(new ResourceQuery(ConfigMaps), AccessScope.All, TestContext.Current.CancellationToken);
        page.Freshness.Select(freshness => freshness.Cluster).ShouldBe(["one"]);

        clusters.Away.Clear();
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "it is back");
    }

    [Fact]
    public async Task EmptyKindWithoutAWatch_IsWatchedOnceSomebodyLooks()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, new SyncOptions { WatchBudget = 0, PollEmptyEvery = TimeSpan.FromHours(1) });
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the empty kind is known to be empty");
        sync.Board.Find("one")!.Kind(ConfigMaps).IsWatched.ShouldBeFalse();

        using var subscription = sync.Index.Subscribe(new(ConfigMaps), AccessScope.All, _ => { });

        await RunningSync.UntilAsync(() => sync.Board.Find("one")!.Kind(ConfigMaps).IsWatched, "a watch");
    }

    [Fact]
    public async Task EmptyKindWithoutAWatch_IsAskedWhenSomebodyAsksForItAfterAWhile()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, new SyncOptions { WatchBudget = 0, PollEmptyEvery = TimeSpan.FromHours(1), PollUnaskedEvery = TimeSpan.FromHours(1), PollSpread = TimeSpan.Zero });
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the empty kind is known to be empty");
        clusters["one"].Put("configmaps", "default", "first");
        sync.Index.Table(ConfigMaps).CountOf("one").ShouldBe(0);

        await sync.CountAsync(ConfigMaps, "one");

        await RunningSync.UntilAsync(() => sync.Index.Table(ConfigMaps).CountOf("one") == 1, "the first object");
    }

    [Fact]
    public async Task WhatAMemberServes_IsReadAgainOnlyWhenItChanged()
    {
        var widgets = new GroupResource("", "widgets");
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, new SyncOptions { DiscoverEvery = TimeSpan.FromMilliseconds(20) });
        await RunningSync.UntilAsync(() => clusters["one"].Unchanged >= 8, "it was asked again four times");
        clusters["one"].Documents.ShouldBe(2);

        clusters["one"].Serve("widgets", "Widget", namespaced: true);
        clusters["one"].Put("widgets", "default", "first");
        await RunningSync.UntilAsync(async () => await sync.CountAsync(widgets, "one") == 1, "the object of the kind that is new");
        await RunningSync.UntilAsync(() => sync.Index.ServedResources("one").Any(resource => resource.Gvr.GroupResource == widgets), "the kind is said to be served");

        clusters["one"].Withdraw("widgets");
        await RunningSync.UntilAsync(async () => await sync.CountAsync(widgets, "one") == 0, "the objects go with their kind");
        await RunningSync.UntilAsync(() => sync.Index.ServedResources("one").All(resource => resource.Gvr.GroupResource != widgets), "the kind is said to be served no more");
    }

    [Fact]
    public async Task RefusedKind_PutsTheRightsInDoubt()
    {
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        clusters["one"].Forbidden["configmaps"] = true;
        await using var sync = await RunningSync.StartAsync(clusters);
        await RunningSync.UntilAsync(() => clusters.Doubted.ContainsKey("one"), "the doubt");
        await RunningSync.UntilAsync(() => sync.Index.Freshness("two", ConfigMaps) is { Live: true }, "the other is live");
        clusters.Doubted.Keys.ShouldBe(["one"]);
    }

    [Fact]
    public async Task ExcludedKind_IsNotIndexed()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, new SyncOptions { Excluded = new HashSet<GroupResource> { new("", "services") } });
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps).Live, "sync");

        sync.Board.Find("one")!.Kinds.Select(kind => kind.Resource).ShouldNotContain(new GroupResource("", "services"));
    }

    [Fact]
    public async Task LeftOutNamespacesAndKinds_ComeAndGoWithTheSettings()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;
        await using var clusters = await FakeClusters.StartAsync("one");
        foreach (var ns in new[] { "shop", "scratch" }) clusters["one"].Put("configmaps", ns, "a");
        clusters["one"].Put("services", "shop", "a");
        var services = new GroupResource("", "services");
        await using (var all = await RunningSync.StartAsync(clusters, folder: folder))
            await RunningSync.UntilAsync(async () => await all.CountAsync(ConfigMaps, "one") == 2 && await all.CountAsync(services, "one") == 1 && all.Store.RowsWritten >= 3, "everything");

        await using (var fewer = await RunningSync.StartAsync(clusters, new SyncOptions { Excluded = new HashSet<GroupResource> { services }, LeftOutNamespaces = new HashSet<string> { "scratch" } }, folder))
        {
            await RunningSync.UntilAsync(async () => await fewer.CountAsync(ConfigMaps, "one") == 1 && await fewer.CountAsync(services, "one") == 0, "what is left out goes");
            clusters["one"].Put("configmaps", "scratch", "b");
            clusters["one"].Put("configmaps", "shop", "b");
            await RunningSync.UntilAsync(async () => await fewer.CountAsync(ConfigMaps, "one") == 2, "the other namespace goes on");
            fewer.Index.Table(ConfigMaps).Keys("one").ShouldAllBe(key => key.Namespace == "shop");
            fewer.Index.Freshness("one", services).Reason.ShouldBe("sync.leftOut");
            fewer.Index.Keeps(services).ShouldBeFalse();
            var page = await fewer.Index.QueryAsync(new ResourceQuery(ConfigMaps) { Namespaces = ["scratch"] }, AccessScope.All, TestContext.Current.CancellationToken);
            page.Freshness.Single().Reason.ShouldBe("sync.leftOut");
        }

        await using var again = await RunningSync.StartAsync(clusters, folder: folder);
        await RunningSync.UntilAsync(async () => await again.CountAsync(ConfigMaps, "one") == 4 && await again.CountAsync(services, "one") == 1, "it comes back");
    }

    private static ValueTask<IndexedObject?> FindAsync(RunningSync sync, string cluster, string name) =>
        sync.Index.GetAsync(cluster, ConfigMaps, new("default", name), TestContext.Current.CancellationToken);
}
