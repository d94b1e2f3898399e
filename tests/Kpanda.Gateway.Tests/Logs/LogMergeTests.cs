using Kpanda.Gateway.Logs;

namespace Kpanda.Gateway.Tests.Logs;

public sealed class LogMergeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LinesThatAreReadToTheEnd_AreInOrder_HoweverLateTheyCome()
    {
        var merge = new LogMerge(isFollowed: false, TimeProvider.System);
        var (a, b) = (merge.Open(), merge.Open());
        var taking = TakeAllAsync(merge);
        foreach (var time in (long[])[1, 4, 6]) await a.AddAsync(Line(1, time), Token);
        a.Close();
        taking.IsCompleted.ShouldBeFalse();
        foreach (var time in (long[])[2, 3, 5, 7]) await b.AddAsync(Line(2, time), Token);
        b.Close();
        merge.Complete();

        (await taking).Select(line => line.Time).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task LineOfAContainer_DoesNotWaitForEverForASilentOne()
    {
        var merge = new LogMerge(isFollowed: true, TimeProvider.System);
        var (writes, _) = (merge.Open(), merge.Open());
        await writes.AddAsync(Line(1, 1), Token);

        List<LogEntry> taken = [];
        (await merge.TakeAsync(taken, 1000, Token).AsTask().WaitAsync(Patience, Token)).ShouldBeTrue();

        taken.Single().Time.ShouldBe(1);
    }

    [Fact]
    public async Task PartsOfALine_StayTogether()
    {
        var merge = new LogMerge(isFollowed: false, TimeProvider.System);
        var (a, b) = (merge.Open(), merge.Open());
        await a.AddAsync(Line(1, 1) with { IsCut = true }, Token);
        await a.AddAsync(Line(1, 1) with { Continues = true, IsCut = true }, Token);
        await b.AddAsync(Line(2, 1), Token);
        await a.AddAsync(Line(1, 1) with { Continues = true }, Token);
        a.Close();
        b.Close();
        merge.Complete();

        (await TakeAllAsync(merge)).Select(line => line.Source).ShouldBe([1, 1, 1, 2]);
    }

    [Fact]
    public async Task LineThatStopsInItsMiddle_HoldsNobodyUp()
    {
        var merge = new LogMerge(isFollowed: true, TimeProvider.System);
        var (stops, writes) = (merge.Open(), merge.Open());
        await stops.AddAsync(Line(1, 1) with { IsCut = true }, Token);
        await writes.AddAsync(Line(2, 2), Token);

        List<LogEntry> taken = [];
        for (var number = 0; number < 2; number++)
        {
            List<LogEntry> one = [];
            await merge.TakeAsync(one, 1, Token).AsTask().WaitAsync(Patience, Token);
            taken.AddRange(one);
        }

        var next = merge.TakeAsync([], 1, Token).AsTask();
        await stops.AddAsync(Line(1, 1) with { Continues = true }, Token);

        taken.Select(line => line.Source).ShouldBe([1, 2]);
        (await next.WaitAsync(Patience, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task ReaderThatIsAhead_WaitsUntilItsLinesAreTaken()
    {
        var merge = new LogMerge(isFollowed: true, TimeProvider.System);
        var input = merge.Open();
        var big = Line(1, 1) with { Text = new string('x', 16 * 1024) };
        var added = 0;
        Task adding;
        do adding = input.AddAsync(big, Token).AsTask();
        while (adding.IsCompleted && ++added < 1000);

        added.ShouldBeInRange(16, 64);
        (await merge.TakeAsync([], 1, Token)).ShouldBeTrue();
        await adding.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task Batch_IsNoLargerThanAsked()
    {
        var merge = new LogMerge(isFollowed: true, TimeProvider.System);
        var input = merge.Open();
        for (var time = 1; time <= 100; time++) await input.AddAsync(Line(1, time), Token);

        List<LogEntry> taken = [];
        await merge.TakeAsync(taken, 10 * taken.DefaultIfEmpty(Line(1, 1)).First().Weight, Token);

        taken.Count.ShouldBe(10);
    }

    private static LogEntry Line(int source, long time) => new(source, time, "", "text");

    private static async Task<List<LogEntry>> TakeAllAsync(LogMerge merge)
    {
        var all = new List<LogEntry>();
        List<LogEntry> taken = [];
        while (await merge.TakeAsync(taken, 4096, Token).AsTask().WaitAsync(Patience, Token))
        {
            all.AddRange(taken);
            taken.Clear();
        }

        return all;
    }
}
