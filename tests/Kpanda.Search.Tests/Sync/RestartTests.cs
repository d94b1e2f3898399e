using Kpanda.KubeModel;
using Kpanda.Search.Sync;
using Microsoft.Data.Sqlite;

namespace Kpanda.Search.Tests.Sync;

/// <summary>What the index store keeps over a restart.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task DamagedFile_IsPutAsideAndFilledAnew(int from)
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var i = 0; i < 200; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");
        var before = await RunOnceAsync(clusters, 200);
        SqliteConnection.ClearAllPools();
        var file = Path.Combine(_folder, "index.db");
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes.AsSpan(from).Fill(0xA5);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        await using (var sync = await RunningSync.StartAsync(clusters, folder: _folder))
        {
            await RunningSync.UntilAsync(async () => await sync.CountAsync(ConfigMaps, "one") == before, "everything is read again");
            await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps).Live, "the watch after the list, which is in the writer's hands by then");
            (await FindAsync(sync, "map-7"))!.Body.GetProperty("kind").GetString().ShouldBe("ConfigMap");
        }

        (await File.ReadAllBytesAsync(file + ".damaged", TestContext.Current.CancellationToken)).ShouldBe(bytes);
        await using var again = await RunningSync.StartAsync(clusters, folder: _folder);
        await RunningSync.UntilAsync(() => again.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the watch resumed");
        again.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBe(0);
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
    public async Task KindsThatArePolledBecauseTheyAreEmpty_AreNotListedAfterARestartEither()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        var scarce = new SyncOptions { WatchBudget = 0 };
        await using (var polling = await RunningSync.StartAsync(clusters, scarce, _folder))
            await RunningSync.UntilAsync(() => polling.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the empty kind is known to be empty");
        clusters["one"].Put("configmaps", "default", "first");

        // Now there are watches enough: it resumes where it was found empty.
        await using (var watching = await RunningSync.StartAsync(clusters, folder: _folder))
        {
            await RunningSync.UntilAsync(async () => await FindAsync(watching, "first") is not null, "what came meanwhile");
            watching.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBe(0);
            await RunningSync.UntilAsync(() => watching.Board.Find("one") is { Served: not null } state && state.Kinds.All(kind => kind.IsLive), "no kind has to be listed any more");
        }

        // And when nothing at all has changed, nothing is listed of any kind, and no row is written.
        await using var again = await RunningSync.StartAsync(clusters, scarce, _folder);
        await RunningSync.UntilAsync(() => again.Board.Find("one")?.Kinds is { Count: > 1 } kinds && kinds.All(kind => kind.IsLive), "everything is in step");
        again.Board.Find("one")!.Kinds.Sum(kind => kind.Lists).ShouldBe(0);
        again.Store.RowsWritten.ShouldBe(0);
    }

    [Fact]
    public async Task FirstObjectOfAPolledKind_ComesByItsWatchWithoutAList()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, new SyncOptions { WatchBudget = 0, PollEmptyEvery = TimeSpan.FromMilliseconds(20), PollUnaskedEvery = TimeSpan.FromMilliseconds(20), PollSpread = TimeSpan.Zero }, _folder);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the empty kind is known to be empty");

        clusters["one"].AtOnce(member =>
        {
            member.Put("configmaps", "default", "gone");
            member.Delete("configmaps", "default", "gone");
            member.Put("configmaps", "default", "first");
        });

        await RunningSync.UntilAsync(async () => await FindAsync(sync, "first") is not null, "the first object");
        (await sync.CountAsync(ConfigMaps, "one")).ShouldBe(1);
        sync.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBe(0);
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
    public async Task Scan_ShowsEveryBodyOnce()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var i = 0; i < 300; i++) clusters["one"].Put("configmaps", "default", $"map-{i}");
        await RunOnceAsync(clusters, 300);
        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the watch resumed");
        var rows = sync.Index.Table(ConfigMaps).Matching(new(ConfigMaps) { NameContains = "map-1" }, Identity.Access.AccessScope.All, owners: null);
        var seen = new System.Collections.Concurrent.ConcurrentBag<long>();

        await sync.Bodies.ScanAsync([.. rows.Keys], (id, body) =>
        {
            using var json = System.Text.Json.JsonDocument.Parse(body);
            json.RootElement.GetProperty("metadata").GetProperty("name").GetString().ShouldBe(sync.Index.Table(ConfigMaps).At(rows[id], id)!.Value.Key.Name);
            seen.Add(id);
        }, TestContext.Current.CancellationToken);

        rows.Count.ShouldBe(111);
        seen.Order().ShouldBe(rows.Keys.Order());
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

    [Fact]
    public async Task AnotherClusterOfTheName_IsListedAndNotTakenForTheFormer()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("configmaps", "default", "map");
        await RunOnceAsync(clusters, 1);
        Replace();

        // Replaced while the server was down, by another replica.
        await using var sync = await RunningSync.StartAsync(clusters, folder: _folder);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the other is in step");
        sync.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBeGreaterThan(0);

        // And while it runs: the state of the former has gone with it.
        var former = sync.Board.Find("one");
        Replace();
        await RunningSync.UntilAsync(() => sync.Board.Find("one") is { } now && now != former && sync.Index.Freshness("one", ConfigMaps) is { Live: true, Synced: true }, "the third is in step");
        sync.Board.Find("one")!.Kind(ConfigMaps).Lists.ShouldBeGreaterThan(0);
        (await sync.CountAsync(ConfigMaps, "one")).ShouldBe(1);

        void Replace()
        {
            clusters.Remove("one");
            clusters.Register("one");
        }
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
