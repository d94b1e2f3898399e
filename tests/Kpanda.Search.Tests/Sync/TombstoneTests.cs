using Kpanda.KubeModel;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Tests.Sync;

public sealed class TombstoneTests
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private readonly Tombstones _gone = new();

    [Fact]
    public void EventOfBeforeTheDeletion_IsOfSomethingGone()
    {
        _gone.Add(new("default", "a"), 7);

        _gone.IsGone(new("default", "a"), 6).ShouldBeTrue();
        _gone.IsGone(new("default", "a"), 8).ShouldBeFalse();
        _gone.IsGone(new("default", "b"), 6).ShouldBeFalse();
    }

    [Fact]
    public void DeletionToldOnceMoreOrLate_ChangesNothing()
    {
        _gone.Add(new("default", "a"), 7);
        _gone.Add(new("default", "a"), 7);
        _gone.Add(new("default", "a"), 3);

        _gone.IsGone(new("default", "a"), 6).ShouldBeTrue();
    }

    [Fact]
    public void OnlyTheLastDeletionsAreRemembered()
    {
        _gone.Add(new("default", "again"), 2);
        for (var i = 0; i < Tombstones.Most; i++) _gone.Add(new("default", $"object-{i}"), 10 + i);
        _gone.IsGone(new("default", "again"), 1).ShouldBeFalse("it was the oldest");
        _gone.Add(new("default", "object-0"), 5000);
        for (var i = 0; i < Tombstones.Most - 1; i++) _gone.Add(new("default", $"later-{i}"), 6000 + i);

        _gone.IsGone(new("default", "object-0"), 4999).ShouldBeTrue("it was deleted again since");
        _gone.IsGone(new("default", "object-1"), 1).ShouldBeFalse();
    }

    [Fact]
    public async Task DeletedObject_DoesNotComeBackWithAnEventThatComesLate()
    {
        await using var clusters = await FakeClusters.StartAsync("one");
        await using var sync = await RunningSync.StartAsync(clusters);
        await RunningSync.UntilAsync(() => sync.Index.Freshness("one", ConfigMaps) is { Live: true }, "the watch");
        clusters["one"].Reorders = true;

        // Both in one look of the watch: the deletion is sent first, and after what follows everything of before comes once more.
        clusters["one"].AtOnce(member =>
        {
            member.Put("configmaps", "default", "gone");
            member.Delete("configmaps", "default", "gone");
            member.Put("configmaps", "default", "last");
        });

        await RunningSync.UntilAsync(async () => await sync.CountAsync(ConfigMaps, "one") == 1, "what came last");
        await RunningSync.UntilAsync(() => sync.Board.Find("one")!.Kind(ConfigMaps).Events >= 3, "every event was taken");
        (await sync.Index.GetAsync("one", ConfigMaps, new("default", "gone"), TestContext.Current.CancellationToken)).ShouldBeNull();
    }
}
