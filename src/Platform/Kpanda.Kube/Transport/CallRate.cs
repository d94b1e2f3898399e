namespace Kpanda.Kube.Transport;

/// <summary>
/// Spaces calls to one member: a burst at once after a quiet time, then so many a second, each in the order in which it came. Keeps one time and no queue of its own.
/// </summary>
internal sealed class CallRate(int perSecond, int burst, TimeProvider time)
{
    private readonly long _space = time.TimestampFrequency / Math.Max(1, perSecond);
    private readonly Lock _gate = new();
    private long _next = long.MinValue;

    /// <summary>Waits until the caller's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            // The turn that is due next, at most a whole burst in the past.
            var turn = Math.Max(_next, now - (_space * (burst - 1)));
            _next = turn + _space;
            if (turn <= now) return Task.CompletedTask;
            wait = time.GetElapsedTime(now, turn);
        }

        return Task.Delay(wait, time, cancellationToken);
    }
}
