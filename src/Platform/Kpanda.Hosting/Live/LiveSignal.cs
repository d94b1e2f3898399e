namespace Kpanda.Hosting.Live;

/// <summary>Wakes one waiting loop; several signals before it looks are one.</summary>
internal sealed class LiveSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            if (_set.CurrentCount == 0) _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster; the loop is awake either way.
        }
        catch (ObjectDisposedException)
        {
            // The channel is closed; a last signal comes too late.
        }
    }

    /// <summary>Waits for a signal, at most so long.</summary>
    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (atMost <= TimeSpan.Zero) return;
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _set.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something is due by time.
        }
    }

    public void Dispose() => _set.Dispose();
}
