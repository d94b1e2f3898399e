namespace Kpanda.Search.Tests.Sync;

/// <summary>Counts what runs at once. Everything in it takes a moment, as with a member that has much to say.</summary>
internal sealed class Crowd
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    private int _now;

    /// <summary>The most at once so far.</summary>
    public int Most { get; private set; }

    /// <summary>How many there were in all.</summary>
    public int All { get; private set; }

    /// <summary>Runs something in a crowd; alone where there is none.</summary>
    public static async Task InAsync(Crowd? crowd, Func<Task> run)
    {
        crowd?.Add(1);
        try
        {
            if (crowd is not null) await Task.Delay(Moment);
            await run();
        }
        finally
        {
            crowd?.Add(-1);
        }
    }

    private void Add(int change)
    {
        lock (_lock)
        {
            _now += change;
            Most = Math.Max(Most, _now);
            All += Math.Max(0, change);
        }
    }
}
