using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Reflect;

/// <summary>How long a reflector waits after a failure, and what ends the wait early. Owned by one run.</summary>
internal sealed class BackOff(TimeProvider time, ReflectorOptions options, LifeSign life) : IDisposable
{
    private Task _nextSign = life.Next;
    private bool _isScout;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Before an attempt: a sign of life during it counts for the wait after it.</summary>
    public void Attempt() => _nextSign = life.Next;

    /// <summary>The member answered.</summary>
    public void Reached()
    {
        if (_isScout) life.EndScouting();
        _isScout = false;
    }

    /// <summary>Waits before the next attempt.</summary>
    public async Task WaitAsync(KubeFailure failure, CancellationToken cancellationToken)
    {
        var isAway = IsAway(failure);
        if (!isAway) Reached();
        else _isScout = _isScout || life.TryScout();
        var wait = Wait(options, Failures++, failure, _isScout, Random.Shared.NextDouble());
        if (!isAway)
        {
            await Task.Delay(wait, time, cancellationToken);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(wait, time, stop.Token);
        var first = await Task.WhenAny(pause, _nextSign);
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        // Not all who heard the sign at the same moment.
        if (first != pause) await Task.Delay(options.FirstRetry * Random.Shared.NextDouble(), time, cancellationToken);
    }

    /// <summary>Lets another reflector be the scout.</summary>
    public void Dispose() => Reached();

    /// <summary>The wait after the failure that follows <paramref name="failures"/> others; <paramref name="random"/> is between 0 and 1.</summary>
    public static TimeSpan Wait(ReflectorOptions options, int failures, KubeFailure failure, bool isScout, double random)
    {
        var longest = isScout ? options.ScoutEvery : options.LongestRetry;
        var wait = options.FirstRetry * Math.Pow(2, Math.Min(failures, 16));
        wait = (wait < longest ? wait : longest) * (0.5 + (random / 2));
        return failure.RetryAfter is { } asked && asked > wait ? asked < options.LongestRetry ? asked : options.LongestRetry : wait;
    }

    /// <summary>Whether the way is closed. Only then does a sign of life help: a refusal stays a refusal.</summary>
    public static bool IsAway(KubeFailure failure) =>
        failure is { HttpStatus: 0, Phase: FailurePhase.Dns or FailurePhase.Connect or FailurePhase.Tls or FailurePhase.Http };
}
