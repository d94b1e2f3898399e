using Kpanda.Search.Sync;
using Microsoft.Data.Sqlite;

namespace Kpanda.Search.Tests.Sync;

/// <summary>Many clusters at once: what a start asks of all of them together is bounded, as counted where it arrives.</summary>
public sealed class BoundedStartTests : IDisposable
{
    private const int Clusters = 24;
    private const int Kinds = 5;
    private static readonly SyncOptions Few = new() { ListsAtOnce = 6, ListsAtOncePerCluster = 2, DiscoveriesAtOnce = 3 };
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task FirstStart_ListsAndDiscoversNoMoreAtOnceThanAllowed_AndTheNextListsNothing()
    {
        var names = Enumerable.Range(0, Clusters).Select(number => $"cluster-{number}").ToArray();
        await using var clusters = await FakeClusters.StartAsync(names);
        var (lists, discoveries) = (new Crowd(), new Crowd());
        var each = names.ToDictionary(name => name, _ => new Crowd());
        foreach (var name in names)
        {
            clusters[name].Put("pods", "default", "one");
            (clusters[name].Listing, clusters[name].Discovering) = (lists, discoveries);
        }

        await using (var first = await RunningSync.StartAsync(clusters, Few, _folder)) await InStepAsync(first, names);
        lists.Most.ShouldBeInRange(2, Few.ListsAtOnce);
        discoveries.Most.ShouldBeInRange(2, Few.DiscoveriesAtOnce);
        lists.All.ShouldBeGreaterThanOrEqualTo(Clusters * Kinds);

        var before = lists.All;
        foreach (var name in names) clusters[name].Watching = each[name];
        await using var second = await RunningSync.StartAsync(clusters, Few, _folder);
        await InStepAsync(second, names);
        discoveries.Most.ShouldBeLessThanOrEqualTo(Few.DiscoveriesAtOnce);
        lists.All.ShouldBe(before);
        each.Values.ShouldAllBe(watches => watches.All == Kinds);
    }

    [Fact]
    public async Task OneCluster_HasNoMoreListsAtOnceThanItsShare()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var number = 0; number < 20; number++) clusters["one"].Serve($"things{number}", $"Thing{number}", namespaced: true);
        clusters["one"].Listing = new Crowd();
        await using var sync = await RunningSync.StartAsync(clusters, Few, _folder);

        await InStepAsync(sync, ["one"], 20 + Kinds);

        clusters["one"].Listing!.Most.ShouldBe(Few.ListsAtOncePerCluster);
    }

    private static Task InStepAsync(RunningSync sync, string[] names, int kinds = Kinds) => RunningSync.UntilAsync(
        () => names.All(name => sync.Board.Find(name) is { } state && state.Kinds.Count(kind => kind is { IsSynced: true, IsLive: true, IsWatched: true }) == kinds), "everything is in step");
}
