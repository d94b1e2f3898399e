using Kpanda.Gateway.Logs;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Tests.Logs;

public sealed class LogSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PodThatIsGone_IsToldSo_AlsoWhereTheMemberNeverEndsItsLog()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            await context.Response.WriteAsync("2026-01-31T12:00:00.000000001Z last words\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var time = new FastTimers();
        var merge = new LogMerge(isFollowed: true, time);
        var container = new LogContainer("main", 0, true, "2026-01-31T12:00:00Z");
        var source = new LogSource(1, new LogPod("uid", "web-0", [container]), container, true, new LogQuestion("one", "shop") { Pod = "web-0", Follow = true }, merge.Open(), error => error.Reason, time);
        var running = source.RunAsync(member.Client(), Token);
        (await NextAsync(merge)).Text.ShouldBe("last words");

        source.Update(null);

        (await NextAsync(merge)).Notice.ShouldBe("gone");
        await running.WaitAsync(Patience, Token);
    }

    private static async Task<LogEntry> NextAsync(LogMerge merge)
    {
        List<LogEntry> taken = [];
        (await merge.TakeAsync(taken, 1, Token).AsTask().WaitAsync(Patience, Token)).ShouldBeTrue();
        return taken.ShouldHaveSingleItem();
    }

    /// <summary>The clock, with timers that run a hundred times as fast.</summary>
    private sealed class FastTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Fast(System.CreateTimer(callback, state, Soon(dueTime), period));

        private static TimeSpan Soon(TimeSpan due) => due > TimeSpan.Zero ? due / 100 : due;

        private sealed class Fast(ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Soon(dueTime), period);

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
