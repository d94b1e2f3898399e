namespace Kpanda.Identity.Audit;

/// <summary>Something that a person is doing.</summary>
public sealed class AuditedAction
{
    private readonly AuditRecord _record;
    private readonly IAuditLog _log;
    private readonly TimeProvider _time;
    private readonly long _started;

    internal AuditedAction(AuditRecord record, IAuditLog log, TimeProvider time)
    {
        _record = record;
        _log = log;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>Says what came of it, as the HTTP status that fits.</summary>
    public ValueTask EndAsync(int status) => _log.EndAsync(_record with { Status = status, Latency = _time.GetElapsedTime(_started) });
}
