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

    private static ValueTask<IndexedObject?> FindAsync(RunningSync sync, string cluster, string name) =>
        sync.Index.GetAsync(cluster, ConfigMaps, new("default", name), TestContext.Current.CancellationToken);
}
