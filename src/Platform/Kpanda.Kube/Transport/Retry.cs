namespace Kpanda.Kube.Transport;

/// <summary>When a call may be sent again, and after how long.</summary>
internal static class Retry
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The wait before the next attempt; null where there must be none. A 429 was refused before anything was done, so any call may come again; a fault or a
    /// broken connection may have come after the work, so only calls that change nothing are repeated. A member that asks for a long wait is left alone.
    /// </summary>
    public static TimeSpan? WaitBefore(int attempt, int attempts, bool repeatable, KubeFailure failure)
    {
        if (attempt >= attempts) return null;
        var again = failure.HttpStatus == 429 || (repeatable && (failure.HttpStatus is 500 or 502 or 503 or 504 || IsBroken(failure)));
        if (!again || failure.RetryAfter > LongestWait) return null;
        var backOff = TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble()));
        return failure.RetryAfter is { } asked && asked > backOff ? asked : backOff;
    }

    // Only what fails fast: another wait for a server that did not answer in time helps nobody.
    private static bool IsBroken(KubeFailure failure) =>
        failure is { HttpStatus: 0, Phase: FailurePhase.Http or FailurePhase.Connect, Side: FailureSide.Network };
}
