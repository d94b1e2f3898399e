using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

public sealed class LiveSubscriptionTests
{
    private readonly LiveBudget _budget = new(rows: 3, bytes: 250, keyBytes: 1000);

    [Fact]
    public void SeveralChangesOfARow_MergeIntoTheNewest()
    {
        var subscription = Make("a");
        subscription.Push(FakeLiveSource.Change("a"));
        var newest = LiveChange.Removed("a");
        subscription.Push(newest);

        subscription.Take(out _).Rows.ShouldBe([newest]);
    }

    [Fact]
    public void MoreRowsThanTheTabMayHold_BecomeOneResync()
    {
        var subscription = Make("a", "b", "c");
        foreach (var key in new[] { "a", "b", "c" }) subscription.Push(FakeLiveSource.Change(key));

        var output = subscription.Take(out _);
        (output.Resync, output.Rows.Count).ShouldBe((true, 0));

        subscription.Sent(output.Rows);

        // What was dropped is given back: the next change has room again.
        subscription.Push(FakeLiveSource.Change("a"));
        subscription.Push(FakeLiveSource.Change("b"));
        subscription.Take(out _).Rows.Count.ShouldBe(2);
    }

    [Fact]
    public void ManyInvisibleChanges_HoldNoMemoryAndAreToldAtMostFourTimesASecond()
    {
        var subscription = Make();
        for (var i = 0; i < 1000; i++) subscription.Push(FakeLiveSource.Change($"row-{i}"));
        subscription.Take(out _).Counts.ShouldBe(new LiveCounts(0, 0, 1000, 0));

        subscription.Push(FakeLiveSource.Change("one-more"));
        var early = subscription.Take(out var due);
        early.Counts.ShouldBeNull();
        due.ShouldNotBeNull().ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void RowsOnTheirWay_CountUntilTheyHaveLeft()
    {
        var subscription = Make("a", "b", "c");
        subscription.Push(FakeLiveSource.Change("a"));
        subscription.Push(FakeLiveSource.Change("b"));
        var first = subscription.Take(out _);

        subscription.Push(FakeLiveSource.Change("c"));
        subscription.Take(out _).Resync.ShouldBeTrue();

        subscription.Sent(first.Rows);
        subscription.Push(FakeLiveSource.Change("c"));
        subscription.Take(out _).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public void CatchUp_NeverReplacesANewerChangeThatWaits()
    {
        var subscription = Make("a");
        var newest = FakeLiveSource.Change("a");
        subscription.Push(newest);

        subscription.CatchUp(FakeLiveSource.Change("a"));
        subscription.CatchUp(FakeLiveSource.Change("not on the screen"));

        subscription.Take(out _).Rows.ShouldBe([newest]);
    }

    [Fact]
    public void FailedSubscription_TellsItsErrorAndNoRowAfterIt()
    {
        var subscription = Make("a");
        subscription.Push(FakeLiveSource.Change("a"));
        subscription.Fail(Error.Of(ErrorCode.PermissionDenied, "denied"));
        subscription.Push(FakeLiveSource.Change("a"));

        var output = subscription.Take(out _);
        (output.Rows.Count, output.Counts, output.Error!.Reason).ShouldBe((0, null, "denied"));
    }

    [Fact]
    public void KeysThatDoNotFit_AreRefusedAndTheOldOnesStay()
    {
        var subscription = Make("a");
        subscription.TryShow([new(new string('k', 1000), null)]).ShouldBeFalse();

        subscription.Push(FakeLiveSource.Change("a"));
        subscription.Take(out _).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public void ManyChanges_WakeTheSenderOnce()
    {
        var woken = 0;
        var subscription = new LiveSubscription("1", _budget, () => woken++, () => { }, TimeProvider.System, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 100; i++) subscription.Push(FakeLiveSource.Change($"row-{i}"));

        woken.ShouldBe(1);
    }

    [Fact]
    public void RowsWhoseStateChanges_AreCountedAsMovedWhetherTheyAreVisibleOrNot()
    {
        var subscription = Make("a");
        foreach (var key in new[] { "a", "b" })
        {
            var change = FakeLiveSource.Change(key);
            change.Moves = true;
            subscription.Push(change);
        }

        subscription.Take(out _).Counts.ShouldBe(new LiveCounts(0, 0, 1, 2));
    }

    [Fact]
    public void NothingIsTold_BeforeTheSubscriptionStands()
    {
        var subscription = Make(opens: false, "a");
        var shown = FakeLiveSource.Change("a");
        subscription.Push(shown);
        subscription.Push(FakeLiveSource.Change("b", LiveChangeKind.Added));
        var early = subscription.Take(out _);
        (early.Opened, early.Rows.Count, early.Counts).ShouldBe((false, 0, null));

        subscription.Open();

        var output = subscription.Take(out _);
        (output.Opened, output.Counts).ShouldBe((true, null));
        output.Rows.ShouldBe([shown]);
    }

    [Fact]
    public void ClosedSubscription_TakesNothingMore()
    {
        var subscription = Make("a");
        subscription.Close();
        subscription.Push(FakeLiveSource.Change("a"));

        subscription.Take(out _).Rows.ShouldBeEmpty();
    }

    private LiveSubscription Make(params string[] visible) => Make(opens: true, visible);

    private LiveSubscription Make(bool opens, params string[] visible)
    {
        var subscription = new LiveSubscription("1", _budget, () => { }, () => { }, TimeProvider.System, TimeSpan.FromMinutes(1));
        subscription.TryShow([.. visible.Select(key => new LiveRow(key, null))]).ShouldBeTrue();
        if (opens) subscription.Open();
        return subscription;
    }
}
