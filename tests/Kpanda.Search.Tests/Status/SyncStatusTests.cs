using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Lists;
using Kpanda.Search.Status;
using Kpanda.Search.Tests.Sync;
using Microsoft.AspNetCore.Http;

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

        var status = Read(sync).Read(null, null, null, null, Administrator, Language.English).Value;

        status.Clusters.Select(cluster => cluster.Cluster).ShouldBe(["one", "two"]);
        var pods = Read(sync).Read("one", Administrator, Language.English).Value.Kinds.Single(kind => kind.Resource == "pods");
        (pods.Objects, pods.Lists, pods.Watched, pods.Freshness.Live, pods.LastError).ShouldBe((3, 1, true, true, ""));
        pods.Events.ShouldBeGreaterThanOrEqualTo(1);
        pods.LagMilliseconds.ShouldNotBeNull();
        pods.LastEvent.ShouldNotBeNull();
        status.Objects.ShouldBe(3);
        Read(sync).Read("two", Administrator, Language.English).Value.Summary.Objects.ShouldBe(0);
        Read(sync).Read("TW", null, null, null, Administrator, Language.English).Value.Clusters.Single().Cluster.ShouldBe("two");
        Read(sync).Read(null, "paused", null, null, Administrator, Language.English).Value.Clusters.ShouldBeEmpty();
        Read(sync).Read(null, "odd", null, null, Administrator, Language.English).Error!.Code.ShouldBe(ErrorCode.InvalidArgument);
        Read(sync).Read("three", Administrator, Language.English).Error!.Code.ShouldBe(ErrorCode.NotFound);
    }

    [Fact]
    public async Task WhoIsNoAdministrator_IsRefused()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters);

        var person = Administrator with { IsPlatformAdministrator = false };
        Read(sync).Read(null, null, null, null, person, Language.English).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
        Read(sync).Read("one", person, Language.English).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
        foreach (var action in Enum.GetValues<SyncAction>())
            (await Control(sync).RunAsync(action, "one", null, person, new DefaultHttpContext(), TestContext.Current.CancellationToken)).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
        sync.Controls.PauseOf("one", null).ShouldBeNull();
    }

    [Fact]
    public async Task StoreThatCannotBeOpened_IsSaidAndTriedUntilItCan()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        clusters["one"].Put("pods", "default", "a");
        await using var sync = await RunningSync.StartAsync(clusters, fullDisk: true);
        await RunningSync.UntilAsync(() => Read(sync).Read(null, null, null, null, Administrator, Language.English).Value.StoreFailure.Contains("disk is full", StringComparison.Ordinal), "the failure is told");
        sync.Store.IsLoaded.ShouldBeFalse();
        sync.Board.Clusters.ShouldBeEmpty();

        sync.Disk.IsFull = false;

        await RunningSync.UntilAsync(async () => await sync.CountAsync(Pods, "one") == 1, "the member is synced");
        (sync.Store.IsLoaded, sync.Store.Failure).ShouldBe((true, ""));
    }

    private static ReadSyncStatus Read(RunningSync sync) =>
        new(sync.Index, sync.Bodies, sync.Store, sync.Board, sync.Gates, sync.Controls, sync.Checks, new RowRenderer(new ErrorVocabulary([new SearchWords()])), TimeProvider.System);

    private static ControlSync Control(RunningSync sync) => new(sync.Board, sync.Controls, sync.Checks, Read(sync), new OutputLogger<ControlSync>());
}
