namespace Kpanda.Kube.Transport;

/// <summary>
/// Wakes whoever waits out a failure as soon as the member answers anybody again. One of those who wait is the scout: it alone tries often, so that a member that
/// is away costs one attempt every few seconds however many watch it, and all are back soon after it is.
/// </summary>
internal sealed class LifeSign
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _silent;
    private int _scouts;

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

    /// <summary>Makes the caller the scout, unless there is one. It calls <see cref="EndScouting"/> when it has got through or gives up.</summary>
    public bool TryScout() => Interlocked.CompareExchange(ref _scouts, 1, 0) == 0;

    /// <summary>The scout is none any more.</summary>
    public void EndScouting() => Volatile.Write(ref _scouts, 0);
}
