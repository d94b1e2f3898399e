namespace Kpanda.Search.Tests.Sync;

/// <summary>A clock that is set to another time now and then, as machines do; timers and spans go on as they were.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _ticks;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));
}
