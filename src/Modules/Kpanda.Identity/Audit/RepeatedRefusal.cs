namespace Kpanda.Identity.Audit;

/// <summary>A refusal and how often it came again. Waits to be written at most once at a time. Safe for concurrent use.</summary>
/// <param name="first">The record of the first time.</param>
internal sealed class RepeatedRefusal(AuditRecord first)
{
    private readonly Lock _lock = new();
    private int _times;
    private bool _waits;

    /// <summary>Counts one more.</summary>
    /// <returns>Whether the caller has to see to it that it is written; if not, it waits already.</returns>
    public bool Again()
    {
        lock (_lock)
        {
            _times++;
            if (_waits) return false;
            return _waits = true;
        }
    }

    /// <summary>The record with the count of now, which the caller writes.</summary>
    public AuditRecord Take()
    {
        lock (_lock)
        {
            _waits = false;
            return first with { Times = _times };
        }
    }
}
