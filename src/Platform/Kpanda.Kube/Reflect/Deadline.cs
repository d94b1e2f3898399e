namespace Kpanda.Kube.Reflect;

/// <summary>A moment by which something must have ended.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan after)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The time until then; zero once it is past.</summary>
    public TimeSpan Left => after - time.GetElapsedTime(_began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>A time, or what is left where that is less.</summary>
    public TimeSpan Within(TimeSpan limit) => Left is var left && left < limit ? left : limit;
}
