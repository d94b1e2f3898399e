namespace Kpanda.Sandbox.Kubelet;

/// <summary>How long a kubelet waits before it restarts a container: not at all, then ten seconds doubled up to five minutes.</summary>
internal static class RestartBackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TimeSpan After(int restarts) => restarts switch
    {
        <= 0 => TimeSpan.Zero,
        > 5 => Longest,
        _ => TimeSpan.FromSeconds(10 << (restarts - 1)),
    };

    /// <summary>The wait as Go prints a duration: <c>10s</c>, <c>2m40s</c>.</summary>
    public static string Words(TimeSpan wait) => wait < TimeSpan.FromMinutes(1) ? $"{wait.Seconds}s" : $"{(int)wait.TotalMinutes}m{wait.Seconds}s";
}
