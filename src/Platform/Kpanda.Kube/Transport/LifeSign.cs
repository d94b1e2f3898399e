namespace Kpanda.Kube.Transport;

/// <summary>Wakes whoever waits out a failure as soon as the member answers anybody again.</summary>
internal sealed class LifeSign
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _silent;

    /// <summary>Completes when the member answers after having been silent.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The member could not be reached.</summary>
    public void Missed() => _silent = true;

    /// <summary>The member answered, whatever it said.</summary>
    public void Seen()
    {
        if (!_silent) return;
        _silent = false;
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
