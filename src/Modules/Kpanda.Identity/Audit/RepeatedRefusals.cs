using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Audit;

/// <summary>
/// Refusals that are alike within a minute become one record with a count, so that somebody who asks in a loop for what they may not have neither fills the record nor keeps others' from being
/// written. Bounded; what finds no place is a record by itself. Safe for concurrent use.
/// </summary>
internal sealed class RepeatedRefusals(TimeProvider time)
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    /// <summary>Different refusals of one minute that are told apart; some 2 KB each.</summary>
    private const int Most = 5_000;

    private readonly Lock _lock = new();
    private Dictionary<AuditRecord, RepeatedRefusal> _known = [];
    private DateTimeOffset _until;

    /// <summary>Whether somebody was refused something: not signed in, not allowed, too often.</summary>
    public static bool IsRefusal(AuditRecord record) =>
        record.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests;

    /// <summary>The refusal that this one repeats, or a new one.</summary>
    public RepeatedRefusal Of(AuditRecord record)
    {
        // What another time, another client program and another request make different.
        var alike = record with { Id = Guid.Empty, At = default, Agent = "", Latency = default, RequestId = "" };
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now >= _until) (_known, _until) = ([], now + Within);
            if (_known.TryGetValue(alike, out var known)) return known;
            var refusal = new RepeatedRefusal(record);
            if (_known.Count < Most) _known.Add(alike, refusal);
            return refusal;
        }
    }
}
