namespace Kpanda.Sandbox.Kubelet;

/// <summary>What one look at a pod led to.</summary>
internal sealed class PodStep
{
    private TimeSpan? _wake;

    /// <summary>What is to be told about the pod.</summary>
    public List<PodEvent> Events { get; } = [];

    /// <summary>Whether the containers have stopped, so that the object can go.</summary>
    public bool Gone { get; set; }

    /// <summary>When to look again; null when only a change of the pod can change anything.</summary>
    public TimeSpan? Wake => _wake;

    /// <summary>Asks for another look at <paramref name="due"/>.</summary>
    public void WakeAt(DateTimeOffset due, DateTimeOffset now)
    {
        var wait = due - now;
        if (wait < TimeSpan.FromMilliseconds(10))
            wait = TimeSpan.FromMilliseconds(10);
        if (_wake is null || wait < _wake)
            _wake = wait;
    }
}
