using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Tests;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>The manager is never the load: what one member is asked at most, and when it is asked again.</summary>
public sealed class BudgetTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Calls_ComeInABurstAndThenSoManyASecond()
    {
        var time = new SteppedTime();
        var rate = new CallRate(perSecond: 10, burst: 5, time);
        var turns = Enumerable.Range(0, 25).Select(_ => rate.WaitAsync(Stop)).ToArray();
        turns.Count(turn => turn.IsCompleted).ShouldBe(5);
        Step(time, TimeSpan.FromSeconds(1));
        turns.Count(turn => turn.IsCompleted).ShouldBe(15);
        Step(time, TimeSpan.FromSeconds(1));
        turns.ShouldAllBe(turn => turn.IsCompletedSuccessfully);
        // A quiet time earns a burst, however long it was.
        Step(time, TimeSpan.FromHours(1));
        Enumerable.Range(0, 25).Select(_ => rate.WaitAsync(Stop)).Count(turn => turn.IsCompleted).ShouldBe(5);
    }

    [Fact]
    public async Task CallsUnderWay_AreNeverMoreThanThePlaces()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(async context =>
        {
            var mine = Interlocked.Increment(ref now);
            InterlockedMax(ref most, mine);
            await gate.Task;
            Interlocked.Decrement(ref now);
            await context.JsonAsync(Answers.Pod("a"));
        });
        var client = member.Client(options: TransportOptions.Default with { MaxCalls = 4 });
        var calls = Enumerable.Range(0, 40).Select(_ => client.GetAsync(Pods, new("shop", "a"), Stop)).ToArray();
        while (member.Requests.Count < 4 && !calls.Any(call => call.IsCompleted)) await Task.Delay(5, Stop);
        gate.SetResult();
        foreach (var call in calls) (await call).Failure.ShouldBeNull();
        most.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task StreamsBeyondTheBudget_AreRefusedAndPlacesComeBack()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("line\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var client = member.Client(options: TransportOptions.Default with { MaxStreams = 2 });
        Task<KubeResult<KubeStream>> Open() => client.RawAsync(HttpMethod.Get, KubePath.Object(Pods, new("shop", "a"), "log"), [], null, Stop);
        (await Open()).TryGet(out var first, out _).ShouldBeTrue();
        (await Open()).TryGet(out var second, out _).ShouldBeTrue();
        var refused = (await Open()).Failure.ShouldNotBeNull();
        (refused.Side, refused.Phase, refused.HttpStatus).ShouldBe((FailureSide.Client, FailurePhase.Refused, 429));
        await first!.DisposeAsync();
        (await Open()).TryGet(out var third, out _).ShouldBeTrue();
        await second!.DisposeAsync();
        await third!.DisposeAsync();
    }

    [Theory]
    [InlineData(429, "PATCH", true)]
    [InlineData(429, "GET", true)]
    [InlineData(500, "GET", true)]
    [InlineData(502, "GET", true)]
    [InlineData(503, "GET", true)]
    [InlineData(504, "GET", true)]
    [InlineData(503, "PATCH", false)]
    [InlineData(501, "GET", false)]
    [InlineData(404, "GET", false)]
    [InlineData(409, "PATCH", false)]
    public async Task BusyMember_IsAskedAgainWhereNothingCanHappenTwice(int status, string method, bool again)
    {
        var asked = 0;
        await using var member = await FakeMember.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) > 1) return context.JsonAsync(Answers.Pod("a"));
            context.Response.Headers.RetryAfter = "1";
            return context.StatusAsync(status, "Busy", "not now");
        });
        var key = new ObjectKey("shop", "a");
        var result = method == "GET" ? await member.Client().GetAsync(Pods, key, Stop) : await member.Client().PatchAsync(Pods, key, PatchType.Merge, "{}"u8.ToArray(), KubeWriteOptions.Default, Stop);
        asked.ShouldBe(again ? 2 : 1);
        (result.Failure is null).ShouldBe(again);
        result.Failure?.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void RetryAfter_IsWaitedForUnlessItIsLong()
    {
        var busy = new KubeFailure(FailurePhase.Server, FailureSide.Member, "busy", HttpStatus: 503);
        Retry.WaitBefore(1, 3, repeatable: true, busy with { RetryAfter = TimeSpan.FromSeconds(3) }).ShouldBe(TimeSpan.FromSeconds(3));
        Retry.WaitBefore(1, 3, repeatable: true, busy with { RetryAfter = TimeSpan.FromMinutes(3) }).ShouldBeNull();
        Retry.WaitBefore(3, 3, repeatable: true, busy).ShouldBeNull();
        Retry.WaitBefore(1, 3, repeatable: true, busy).ShouldNotBeNull().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task RetryAfterAsADate_IsCountedFromTheMembersClock()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.Headers.Date = "Thu, 01 Jan 2026 00:00:00 GMT";
            context.Response.Headers.RetryAfter = "Thu, 01 Jan 2026 00:01:30 GMT";
            return context.StatusAsync(503, "ServiceUnavailable", "upgrading");
        });
        (await member.Client().GetAsync(Pods, new("shop", "a"), Stop)).Failure.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
        member.Requests.Count.ShouldBe(1);
    }

    private static void Step(SteppedTime time, TimeSpan by)
    {
        var end = time.GetUtcNow() + by;
        while (time.StepTo(end))
        {
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        while (Volatile.Read(ref most) is var seen && seen < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
