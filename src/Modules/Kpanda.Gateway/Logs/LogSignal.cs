namespace Kpanda.Gateway.Logs;

/// <summary>Something may have changed: whoever waits looks again. One waits, any number set it. Safe for concurrent use.</summary>
internal sealed class LogSignal(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set()
    {
        lock (_lock) _next.TrySetResult();
    }

    /// <summary>Waits until it is set, or was since the last waiting, or for so long.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock) next = _next.Task;
        if (!next.IsCompleted)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(most, time, enough.Token));
            await enough.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_next.Task.IsCompleted) _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
