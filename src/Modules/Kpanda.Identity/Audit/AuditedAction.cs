namespace Kpanda.Identity.Audit;

/// <summary>Something that a person is doing.</summary>
public sealed class AuditedAction
{
    private readonly AuditRecord _record;
    private readonly IAuditLog _log;
    private readonly TimeProvider _time;
    private readonly bool _begun;
    private readonly long _started;

    /// <param name="begun">Whether its record is on disk already.</param>
    internal AuditedAction(AuditRecord record, IAuditLog log, TimeProvider time, bool begun)
    {
        _record = record;
        _log = log;
        _time = time;
        _begun = begun;
        _started = time.GetTimestamp();
    }

    /// <summary>Says what came of it, as the HTTP status that fits.</summary>
    public ValueTask EndAsync(int status)
    {
        var ended = _record with { Status = status, Latency = _time.GetElapsedTime(_started) };
        return _begun ? _log.EndAsync(ended) : _log.RecordAsync(ended);
    }
}
