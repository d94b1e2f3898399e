using Kpanda.Hosting.Live;

namespace Kpanda.Hosting.Tests.Live;

public sealed class LiveSubscriptionTests
{
    private readonly LiveBudget _budget = new(rows: 3, bytes: 250);

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
        subscription.Take(out _).Counts.ShouldBe(new LiveCounts(0, 0, 1000));

        subscription.Push(FakeLiveSource.Change("one-more"));
        var early = subscription.Take(out var due);
        early.Counts.ShouldBeNull();
        due.ShouldNotBeNull().ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void ClosedSubscription_TakesNothingMore()
    {
        var subscription = Make("a");
        subscription.Close();
        subscription.Push(FakeLiveSource.Change("a"));

        subscription.Take(out _).Rows.ShouldBeEmpty();
    }

    private LiveSubscription Make(params string[] visible)
    {
        var subscription = new LiveSubscription("1", _budget, () => { }, TimeProvider.System, TimeSpan.FromMinutes(1));
        subscription.Show(visible);
        return subscription;
    }
}
