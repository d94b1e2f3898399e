using Kpanda.Kube.Reflect;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Tests.Faults;

/// <summary>What bounds the time from recovery to the next attempt: the scout's longest wait and a connection, well below 5 s.</summary>
public sealed class BackOffTests
{
    private static readonly KubeFailure Away = new(FailurePhase.Connect, FailureSide.Network, "away");
    private static readonly ReflectorOptions Options = ReflectorOptions.Default;

    [Fact]
    public void Scout_NeverWaitsLongerThanTwoSeconds()
    {
        for (var failures = 0; failures < 1000; failures++) BackOff.Wait(Options, failures, Away, isScout: true, random: 1).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2));
        Options.FirstRetry.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    /// <summary>HTTP/2 looks at its pings once a second, so either step may take a second longer.</summary>
    [Fact]
    public void DeadConnectionOfAStream_IsGivenUpWithinFiveSeconds()
    {
        var options = TransportOptions.Default;
        (options.StreamPingAfter + options.StreamPingTimeout + TimeSpan.FromSeconds(2)).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        ((options.StreamPingAfter * 2) + options.StreamPingTimeout).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Others_WaitLongerAndLongerUpToHalfAMinute()
    {
        var waits = Enumerable.Range(0, 12).Select(failures => BackOff.Wait(Options, failures, Away, isScout: false, random: 1)).ToList();
        waits.ShouldBe(waits.Order());
        waits[0].ShouldBe(TimeSpan.FromMilliseconds(200));
        waits[^1].ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Jitter_TakesUpToHalfOfTheWait() =>
        BackOff.Wait(Options, 20, Away, isScout: false, random: 0).ShouldBe(TimeSpan.FromSeconds(15));

    [Fact]
    public void MemberThatAsksForTime_GetsIt()
    {
        var busy = new KubeFailure(FailurePhase.Server, FailureSide.Member, "busy", HttpStatus: 429) { RetryAfter = TimeSpan.FromSeconds(7) };
        BackOff.Wait(Options, 0, busy, isScout: false, random: 0).ShouldBe(TimeSpan.FromSeconds(7));
        BackOff.Wait(Options, 0, busy with { RetryAfter = TimeSpan.FromHours(1) }, isScout: false, random: 0).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void OneScout_IsEnough()
    {
        var life = new LifeSign();
        life.TryScout().ShouldBeTrue();
        life.TryScout().ShouldBeFalse();
        life.EndScouting();
        life.TryScout().ShouldBeTrue();
    }

    [Fact]
    public async Task SignDuringTheAttempt_EndsTheWaitAfterIt()
    {
        var life = new LifeSign();
        life.TryScout();
        using var waiting = new BackOff(TimeProvider.System, Options with { FirstRetry = TimeSpan.FromMilliseconds(1), LongestRetry = TimeSpan.FromHours(1) }, life) { Failures = 30 };
        life.Missed();
        waiting.Attempt();
        life.Seen();
        await waiting.WaitAsync(Away, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }
}
