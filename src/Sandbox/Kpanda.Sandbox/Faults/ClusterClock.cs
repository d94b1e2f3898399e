namespace Kpanda.Sandbox.Faults;

/// <summary>The clock of a simulated cluster: that of the machine, and what it is wrong by. Time passes on it as everywhere. Thread-safe.</summary>
internal sealed class ClusterClock(TimeProvider right) : TimeProvider
{
    private long _wrongBy;

    /// <summary>A clock that no fault touches.</summary>
    public TimeProvider Right => right;

    public bool IsWrong => Interlocked.Read(ref _wrongBy) != 0;

    public override TimeZoneInfo LocalTimeZone => right.LocalTimeZone;

    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow().AddTicks(Interlocked.Read(ref _wrongBy));

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => right.CreateTimer(callback, state, dueTime, period);

    /// <summary>Puts it ahead by so much, or behind.</summary>
    public void Shift(TimeSpan by) => Interlocked.Add(ref _wrongBy, by.Ticks);
}
