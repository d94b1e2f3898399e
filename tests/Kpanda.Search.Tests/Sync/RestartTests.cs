using Kpanda.KubeModel;

namespace Kpanda.Search.Tests.Sync;

public sealed class RestartTests : IDisposable
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NothingChanged_AnswersAtOnceListsNothingAndWritesNoRow()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var i = 0; i < 30; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");
        var before = await RunOnceAsync(clusters, 30);

        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the watch resumed");

        (await sync.CountAsync(ConfigMaps, "one")).ShouldBe(before);
        (await sync.Index.GetAsync("one", ConfigMaps, new("default", "map-7"), TestContext.Current.CancellationToken))!.Body.GetProperty("kind").GetString().ShouldBe("ConfigMap");
        sync.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBe(0);
        sync.Store.RowsWritten.ShouldBe(0);
    }

    [Fact]
    public async Task WhatHappenedWhileTheServerWasDown_IsCaughtUp()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var i = 0; i < 5; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");
        await RunOnceAsync(clusters, 5);
        clusters["one"].Put("configmaps", "default", "new");
        clusters["one"].Delete("configmaps", "default", "map-0");

        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);

        await RunningSync.UntilAsync(async () => await FindAsync(sync, "new") is not null, "what came");
        await RunningSync.UntilAsync(async () => await FindAsync(sync, "map-0") is null, "what went");
        sync.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBe(0);
    }

    [Fact]
    public async Task MemberThatIsAwayAtTheStart_ShowsItsLastKnownObjects()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("configmaps", "default", "map");
        await RunOnceAsync(clusters, 1);
        clusters.Away["one"] = true;
        clusters.Register("one");

        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);

        await RunningSync.UntilAsync(async () => await FindAsync(sync, "map") is not null, "the stored object");
        var freshness = sync.Index.Freshness("one", ConfigMaps);
        (freshness.Synced, freshness.Live).ShouldBe((true, false));
        freshness.LastContact.ShouldNotBeNull();
    }

    [Fact]
    public async Task ClusterRemovedWhileTheServerWasDown_IsDropped()
    {
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        clusters["one"].Put("configmaps", "default", "map");
        await RunOnceAsync(clusters, 1);
        clusters.Remove("one");

        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);

        await RunningSync.UntilAsync(() => sync.Index.Freshness("two", ConfigMaps) is { Live: true, Synced: true }, "the other is there");
        (await FindAsync(sync, "map")).ShouldBeNull();
    }

    private async Task<int> RunOnceAsync(FakeClusters clusters, int atLeast)
    {
        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);
        await RunningSync.UntilAsync(async () => await sync.CountAsync(ConfigMaps, "one") >= atLeast, "the first sync");
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps).Live, "the first watch");
        return await sync.CountAsync(ConfigMaps, "one");
    }

    private static ValueTask<Kpanda.Search.Query.IndexedObject?> FindAsync(RunningSync sync, string name) =>
        sync.Index.GetAsync("one", ConfigMaps, new("default", name), TestContext.Current.CancellationToken);
}
