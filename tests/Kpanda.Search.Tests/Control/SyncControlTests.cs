using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Kpanda.Search.Status;
using Kpanda.Search.Sync;
using Kpanda.Search.Tests.Sync;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Tests.Control;

/// <summary>Pause, resume, rebuild and check, over real HTTP to simulated members.</summary>
public sealed class SyncControlTests : IDisposable
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private static readonly Person Root = new(Guid.Empty, "root", [], true);
    private static readonly SyncOptions Quick = new() { CheckPause = TimeSpan.Zero, CheckSettle = TimeSpan.FromMilliseconds(50) };
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task PausedCluster_HoldsNoWatchAndSaysSo_UntilItIsResumed()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("pods", "default", "a");
        await using (var sync = await RunningSync.StartAsync(clusters, Quick, _folder))
        {
            await LiveAsync(sync, Pods);
            await AskAsync(sync, SyncAction.Pause);
            await RunningSync.UntilAsync(() => sync.Gates.Watches == 0, "no watch is held");

            clusters["one"].Put("pods", "default", "b");
            sync.Index.Freshness("one", Pods).ShouldSatisfyAllConditions(
                freshness => freshness.Live.ShouldBeFalse(), freshness => freshness.Synced.ShouldBeTrue(), freshness => freshness.Reason.ShouldBe("sync.paused"));
            (await sync.CountAsync(Pods, "one")).ShouldBe(1);
        }

        // A restart does not resume it.
        await using var again = await RunningSync.StartAsync(clusters, Quick, _folder);
        await RunningSync.UntilAsync(() => again.Index.Freshness("one", Pods).Reason == "sync.paused", "it is paused still");
        again.Gates.Watches.ShouldBe(0);
        (await again.CountAsync(Pods, "one")).ShouldBe(1);
        var details = await AskAsync(again, SyncAction.Resume);
        details.Summary.Paused.ShouldBeNull();
        await RunningSync.UntilAsync(async () => await again.CountAsync(Pods, "one") == 2, "what happened meanwhile");
        await LiveAsync(again, Pods);
    }

    [Fact]
    public async Task PausedKind_StandsStill_WhileOthersGoOn()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("pods", "default", "a");
        clusters["one"].Put("configmaps", "default", "a");
        await using var sync = await RunningSync.StartAsync(clusters, Quick, _folder);
        await LiveAsync(sync, Pods);
        await LiveAsync(sync, ConfigMaps);

        await AskAsync(sync, SyncAction.Pause, "pods");
        await RunningSync.UntilAsync(() => !sync.Board.Find("one")!.Kind(Pods).IsWatched && sync.Index.Freshness("one", Pods).Reason == "sync.paused", "pods are paused");
        clusters["one"].Put("pods", "default", "b");
        clusters["one"].Put("configmaps", "default", "b");

        await RunningSync.UntilAsync(async () => await sync.CountAsync(ConfigMaps, "one") == 2, "config maps go on");
        (await sync.CountAsync(Pods, "one")).ShouldBe(1);
        (await TryAsync(sync, SyncAction.Rebuild, "pods")).Error!.Code.ShouldBe(ErrorCode.FailedPrecondition);
        (await TryAsync(sync, SyncAction.Pause, "unicorns")).Error!.Code.ShouldBe(ErrorCode.InvalidArgument);
        await AskAsync(sync, SyncAction.Resume, "pods");
        await RunningSync.UntilAsync(async () => await sync.CountAsync(Pods, "one") == 2, "pods go on");
    }

    [Fact]
    public async Task Rebuild_EndsEqualToTheMember_AndNothingIsAwayMeanwhile()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var number = 0; number < 30; number++) clusters["one"].Put("pods", "default", $"pod-{number}", pod => pod["spec"] = number);
        await using var sync = await RunningSync.StartAsync(clusters, Quick, _folder);
        await LiveAsync(sync, Pods);
        await RunningSync.UntilAsync(() => sync.Store.RowsWritten >= 30, "all rows are written");
        Tamper(sync);
        var (written, lists) = (sync.Store.RowsWritten, sync.Board.Find("one")!.Kind(Pods).Lists);
        var least = int.MaxValue;
        using var watch = sync.Index.Subscribe(new(Pods), AccessScope.All, _ => least = Math.Min(least, sync.Index.Table(Pods).Count));

        await AskAsync(sync, SyncAction.Rebuild, "pods");

        await RunningSync.UntilAsync(() => sync.Board.Find("one")!.Kind(Pods).Rewritten(lists), "it is listed anew");
        await EqualAsync(sync, clusters);
        least.ShouldBeGreaterThanOrEqualTo(29);
        await RunningSync.UntilAsync(() => sync.Store.RowsWritten >= written + 30, "every row is written anew");
    }

    [Fact]
    public async Task Check_FindsAndRepairsWhatIsMissingSurplusAndStale_AndKeepsTheResult()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var number = 0; number < 30; number++) clusters["one"].Put("pods", "default", $"pod-{number}", pod => pod["spec"] = number);
        clusters["one"].Put("configmaps", "default", "a");
        await using (var sync = await RunningSync.StartAsync(clusters, Quick, _folder))
        {
            await LiveAsync(sync, Pods);
            await LiveAsync(sync, ConfigMaps);
            Tamper(sync);

            await AskAsync(sync, SyncAction.Check);
            await RunningSync.UntilAsync(() => sync.Checks.ProgressOf("one") is null, "the check ends");

            var found = sync.Controls.CheckOf("one", Pods)!;
            (found.Objects, found.Missing, found.Surplus, found.Stale, found.Repaired, found.Failure).ShouldBe((30, 1, 1, 1, true, ""));
            sync.Controls.CheckOf("one", ConfigMaps)!.Different.ShouldBe(0);
            await EqualAsync(sync, clusters);
            await AskAsync(sync, SyncAction.Check, "pods");
            await RunningSync.UntilAsync(() => sync.Checks.ProgressOf("one") is null, "the second check ends");
            sync.Controls.CheckOf("one", Pods)!.Different.ShouldBe(0);
            sync.Controls.CheckOf("one", Pods)!.Objects.ShouldBe(30);
        }

        await using var again = await RunningSync.StartAsync(clusters, Quick, _folder);
        await LiveAsync(again, Pods);
        again.Controls.CheckOf("one", ConfigMaps)!.Objects.ShouldBe(1);
    }

    [Fact]
    public async Task Check_FindsAndRepairsBodiesThatTheDiskHasWrong()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        for (var number = 0; number < 10; number++) clusters["one"].Put("pods", "default", $"pod-{number}", pod => pod["spec"] = number);
        await using var sync = await RunningSync.StartAsync(clusters, Quick, _folder);
        await LiveAsync(sync, Pods);
        await RunningSync.UntilAsync(() => sync.Bodies.PendingCount == 0, "all bodies are on the disk");
        Spoil($"UPDATE index_body SET data = (SELECT data FROM index_body WHERE id = {BodyOf(sync, "pod-1")}) WHERE id = {BodyOf(sync, "pod-2")}");
        Spoil($"UPDATE index_body SET data = x'ff' WHERE id = {BodyOf(sync, "pod-3")}");

        await AskAsync(sync, SyncAction.Check, "pods");
        await RunningSync.UntilAsync(() => sync.Checks.ProgressOf("one") is null, "the check ends");

        var found = sync.Controls.CheckOf("one", Pods)!;
        (found.Objects, found.Missing, found.Surplus, found.Stale, found.Repaired, found.Failure).ShouldBe((10, 0, 0, 2, true, ""));
        await RunningSync.UntilAsync(() => sync.Bodies.PendingCount == 0, "all bodies are written anew");
        await EqualAsync(sync, clusters);
        await AskAsync(sync, SyncAction.Check, "pods");
        await RunningSync.UntilAsync(() => sync.Checks.ProgressOf("one") is null, "the second check ends");
        sync.Controls.CheckOf("one", Pods)!.Different.ShouldBe(0);
    }

    [Fact]
    public async Task ClustersAreCheckedWithoutBeingAsked()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("pods", "default", "a");
        await using var sync = await RunningSync.StartAsync(clusters, Quick with { CheckEvery = TimeSpan.Zero }, _folder);
        await LiveAsync(sync, Pods);

        sync.Checks.Ask("nobody", null); // wakes the checks, which find that a cluster is due
        await RunningSync.UntilAsync(() => sync.Controls.CheckOf("one", Pods) is { Objects: 1, Different: 0 }, "the check that nobody asked for");
    }

    [Fact]
    public async Task RemovedCluster_IsForgottenWithItsPauses()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters, Quick, _folder);
        await LiveAsync(sync, Pods);
        await AskAsync(sync, SyncAction.Pause);

        clusters.Remove("one");
        await RunningSync.UntilAsync(() => sync.Board.Find("one") is null && sync.Controls.PauseOf("one", null) is null, "it is forgotten");
        clusters.Register("one");
        await LiveAsync(sync, Pods);
    }

    // One object less, one more, and one in another state, none of which the member ever told.
    private static void Tamper(RunningSync sync)
    {
        var table = sync.Index.Table(Pods);
        table.Apply("one", [TableChange.Delete(new("default", "pod-3"), long.MaxValue)], listed: false);
        table.Apply("one", [TableChange.Upsert(new TestObject("default", "ghost").Parse(table.Columns))], listed: false);
        table.Apply("one", [TableChange.Upsert(new TestObject("default", "pod-5").Parse(table.Columns))], listed: true);
        table.Count.ShouldBe(30);
    }

    private static long BodyOf(RunningSync sync, string pod) => sync.Index.Table(Pods).Find("one", new("default", pod))!.Value.Body;

    private void Spoil(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "index.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private static async Task EqualAsync(RunningSync sync, FakeClusters clusters)
    {
        var page = await sync.Index.QueryAsync(new ResourceQuery(Pods) { Page = new(1, 1000) }, AccessScope.All, Token);
        page.Items.ToDictionary(item => item.Key, item => item.Body.GetProperty("spec").GetInt32()).OrderBy(pair => pair.Value)
            .ShouldBe(clusters["one"].Values("pods").OrderBy(pair => pair.Value));
    }

    private static Task LiveAsync(RunningSync sync, GroupResource kind) =>
        RunningSync.UntilAsync(() => sync.Index.Freshness("one", kind) is { Live: true, Synced: true } && sync.Board.Find("one")?.Kind(kind).IsWatched == true, $"{kind} are in step");

    private static async Task<ClusterSyncDetails> AskAsync(RunningSync sync, SyncAction action, string? resource = null) => (await TryAsync(sync, action, resource)).Value;

    private static async Task<Kpanda.Hosting.Result<ClusterSyncDetails>> TryAsync(RunningSync sync, SyncAction action, string? resource)
    {
        var status = new ReadSyncStatus(
            sync.Index, sync.Bodies, sync.Store, sync.Board, sync.Gates, sync.Controls, sync.Checks, new RowRenderer(new ErrorVocabulary([new SearchWords()])), TimeProvider.System);
        return await new ControlSync(sync.Board, sync.Controls, sync.Checks, status, new OutputLogger<ControlSync>()).RunAsync(action, "one", resource, Root, new DefaultHttpContext(), Token);
    }
}
