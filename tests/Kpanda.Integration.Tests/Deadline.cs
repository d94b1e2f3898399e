namespace Kpanda.Integration.Tests;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until there is an answer; fails with what was waited for when the time is over.</summary>
    public static async Task<T> ForAsync<T>(string what, TimeSpan limit, Func<CancellationToken, Task<T?>> ask)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit);
        try
        {
            while (true)
            {
                if (await ask(patience.Token) is { } answer) return answer;
                await Task.Delay(Pause, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited {limit.TotalSeconds:0} s for {what}.");
        }
    }
}
