namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>
/// The waits of all clusters of a process on one timer: an idle cluster costs nothing, and a waiting object costs one entry. Thread-safe.
/// </summary>
internal sealed class DelayQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, DateTimeOffset> _waits = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private DateTimeOffset _next = DateTimeOffset.MaxValue;

    public DelayQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls <paramref name="action"/> once, after a wait. It must be quick.</summary>
    public void After(TimeSpan wait, Action action)
    {
        var due = _time.GetUtcNow() + wait;
        lock (_gate)
        {
            _waits.Enqueue(action, due);
            if (due < _next)
                Arm(due);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waits.Clear();
            _timer.Dispose();
        }
    }

    private void Fire()
    {
        var due = new List<Action>();
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_waits.TryPeek(out var action, out var when) && when <= now)
            {
                _waits.Dequeue();
                due.Add(action);
            }
            _next = DateTimeOffset.MaxValue;
            if (_waits.TryPeek(out _, out var next))
                Arm(next);
        }
        foreach (var action in due)
            action();
    }

    private void Arm(DateTimeOffset due)
    {
        _next = due;
        var wait = due - _time.GetUtcNow();
        // A timer counts whole milliseconds: one more, so that it never fires just before the time.
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
