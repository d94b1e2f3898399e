using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Lists;
using Kpanda.Search.Status;
using Kpanda.Search.Sync;
using Kpanda.Search.Tests.Sync;

namespace Kpanda.Search.Tests.Status;

public sealed class SyncStatusTests
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly Person Administrator = new(Guid.Empty, "root", [], true);

    [Fact]
    public async Task EachKindTellsWhatItHoldsAndHowItStands()
    {
        await using var clusters = await FakeClusters.StartAsync("one", "two");
        clusters["one"].Put("pods", "default", "a");
        clusters["one"].Put("pods", "default", "b");
        await using var sync = await RunningSync.StartAsync(clusters);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", Pods) is { Live: true } && sync.Index.Freshness("two", Pods) is { Live: true }, "both are in step");
        clusters["one"].Put("pods", "default", "c");
        await RunningSync.UntilAsync(async () => await sync.CountAsync(Pods, "one") == 3, "the event");

        var status = Read(sync).Read(null, Administrator, Language.English).Value;

        status.Clusters.Select(cluster => cluster.Cluster).ShouldBe(["one", "two"]);
        var pods = status.Clusters[0].Kinds.Single(kind => kind.Resource == "pods");
        (pods.Objects, pods.Lists, pods.Watched, pods.Freshness.Live, pods.LastError).ShouldBe((3, 1, true, true, ""));
        pods.Events.ShouldBeGreaterThanOrEqualTo(1);
        pods.LagMilliseconds.ShouldNotBeNull();
        status.Objects.ShouldBe(3);
        Read(sync).Read("two", Administrator, Language.English).Value.Clusters.Single().Objects.ShouldBe(0);
    }

    [Fact]
    public async Task WhoIsNoAdministrator_IsRefused()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters);

        Read(sync).Read(null, Administrator with { IsPlatformAdministrator = false }, Language.English).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Fact]
    public async Task StoreThatCannotBeOpened_IsSaidAndTriedUntilItCan()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("pods", "default", "a");
        await using var sync = await RunningSync.StartAsync(clusters, fullDisk: true);
        await RunningSync.UntilAsync(() => Read(sync).Read(null, Administrator, Language.English).Value.StoreFailure.Contains("disk is full", StringComparison.Ordinal), "the failure is told");
        sync.Store.IsLoaded.ShouldBeFalse();
        sync.Board.Clusters.ShouldBeEmpty();

        sync.Disk.IsFull = false;

        await RunningSync.UntilAsync(async () => await sync.CountAsync(Pods, "one") == 1, "the member is synced");
        (sync.Store.IsLoaded, sync.Store.Failure).ShouldBe((true, ""));
    }

    private static ReadSyncStatus Read(RunningSync sync) =>
        new(sync.Index, sync.Bodies, sync.Store, sync.Board, sync.Gates, new SyncOptions(), new RowRenderer(new ErrorVocabulary([new SearchWords()])), TimeProvider.System);
}
