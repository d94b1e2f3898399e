using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Search.Sync;
using Microsoft.Data.Sqlite;

namespace Kpanda.Search.Tests.Sync;

/// <summary>Events of a member are kept within bounds of number and age; a check knows that.</summary>
public sealed class EventRetentionTests : IDisposable
{
    private const int Most = 50;
    private static readonly SyncOptions Bounded = new() { MostEvents = Most, EventsFor = TimeSpan.FromHours(2), CheckPause = TimeSpan.Zero, CheckSettle = TimeSpan.FromMilliseconds(50) };
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NewestAreKept_FromListsAndFromWatches_AndOverARestart()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Serve("events", "Event", namespaced: true);
        for (var number = 0; number < 200; number++) Put(clusters, number);
        await using (var sync = await RunningSync.StartAsync(clusters, Bounded, _folder))
        {
            await LiveAsync(sync);
            Numbers(sync).ShouldBe(Enumerable.Range(0, 200).TakeLast(Numbers(sync).Count));
            Numbers(sync).Count.ShouldBeInRange(Most * 9 / 10, Most);

            for (var number = 200; number < 400; number++) Put(clusters, number);
            await RunningSync.UntilAsync(() => Numbers(sync) is { Count: <= Most } numbers && numbers.Contains(399), "the last event, and no more than are kept");
            Numbers(sync).ShouldBe(Enumerable.Range(0, 400).TakeLast(Numbers(sync).Count));
            Numbers(sync).Count.ShouldBeInRange(Most * 9 / 10, Most);

            // An old one that is told again stays out.
            Put(clusters, 3);
            Put(clusters, 400);
            await RunningSync.UntilAsync(() => Numbers(sync).Contains(400), "the one after it");
            Numbers(sync).ShouldNotContain(3);
            await CheckAsync(sync);
        }

        await using var again = await RunningSync.StartAsync(clusters, Bounded, _folder);
        await LiveAsync(again);
        again.Board.Find("one")!.Kind(SyncOptions.Events).Lists.ShouldBe(0);
        Numbers(again).ShouldBe(Enumerable.Range(0, 401).TakeLast(Numbers(again).Count));
        await CheckAsync(again);
    }

    [Fact]
    public async Task AllInOneSecond_AreBoundedToo_ByWhatCameLast()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Serve("events", "Event", namespaced: true);
        for (var number = 0; number < 200; number++) Put(clusters, number, created: 200);
        await using var sync = await RunningSync.StartAsync(clusters, Bounded, _folder);
        await LiveAsync(sync);

        Numbers(sync).ShouldBe(Enumerable.Range(0, 200).TakeLast(Numbers(sync).Count));
        Numbers(sync).Count.ShouldBeInRange(Most * 9 / 10, Most);

        // The bound is within that second: what comes in it is still kept.
        for (var number = 200; number < 300; number++) Put(clusters, number, created: 200);
        await RunningSync.UntilAsync(() => Numbers(sync) is { Count: <= Most } numbers && numbers.Contains(299), "the last event, and no more than are kept");
        Numbers(sync).ShouldBe(Enumerable.Range(0, 300).TakeLast(Numbers(sync).Count));
        Numbers(sync).Count.ShouldBeInRange(Most * 9 / 10, Most);
        await CheckAsync(sync);
    }

    [Fact]
    public async Task TooOldOnesAreNotKept_WhateverTheMemberKeeps()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Serve("events", "Event", namespaced: true);
        var time = new JumpingTime();
        Put(clusters, 1, created: -3 * 3600);
        Put(clusters, 2, created: -60);
        Put(clusters, 3);
        await using (var sync = await RunningSync.StartAsync(clusters, Bounded, _folder, time: time))
        {
            await LiveAsync(sync);
            Numbers(sync).ShouldBe([2, 3]);
            await CheckAsync(sync);
        }

        time.Jump(TimeSpan.FromHours(4));
        await using var later = await RunningSync.StartAsync(clusters, Bounded, _folder, time: time);
        await LiveAsync(later);
        Put(clusters, 4, created: 4 * 3600);
        await RunningSync.UntilAsync(() => Numbers(later) is [4], "the new event alone");
    }

    private void Put(FakeClusters clusters, int number, int? created = null) => clusters["one"].Put("events", "default", number.ToString(CultureInfo.InvariantCulture), obj =>
        obj["metadata"]!.AsObject()["creationTimestamp"] = JsonValue.Create(_began.AddSeconds((created ?? number) - 400).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));

    private static List<int> Numbers(RunningSync sync) =>
        [.. sync.Index.Table(SyncOptions.Events).Keys("one").Select(key => int.Parse(key.Name, CultureInfo.InvariantCulture)).Order()];

    private static async Task CheckAsync(RunningSync sync)
    {
        sync.Checks.Ask("one", SyncOptions.Events).ShouldBeTrue();
        await RunningSync.UntilAsync(() => sync.Checks.ProgressOf("one") is null, "the check has ended");
        var found = sync.Controls.CheckOf("one", SyncOptions.Events)!;
        (found.Failure, found.Different).ShouldBe(("", 0));
    }

    private static Task LiveAsync(RunningSync sync) => RunningSync.UntilAsync(
        () => sync.Index.Freshness("one", SyncOptions.Events) is { Live: true, Synced: true } && sync.Board.Find("one")?.Kind(SyncOptions.Events).IsWatched == true, "events are in step");
}
