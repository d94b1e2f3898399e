using Kpanda.Hosting;

namespace Kpanda.Identity.Audit;

/// <summary>
/// Keeps who did what. Two forms: what is dangerous (exec, attach, port-forward, reading and writing Secrets) is on disk before it goes on; of the rest, a crash may lose the
/// last second. Safe for concurrent use.
/// </summary>
public interface IAuditLog
{
    /// <summary>Writes down that something is about to be done, before it is: the record is on disk when this returns. <see cref="EndAsync"/> tells later what came of it.</summary>
    /// <returns>True, or the <c>Unavailable</c> error to refuse the call with: what cannot be recorded is not done.</returns>
    Task<Result<bool>> BeginAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>Tells what came of a record that was begun: the same record with <see cref="AuditRecord.Status"/> and <see cref="AuditRecord.Latency"/>.</summary>
    ValueTask EndAsync(AuditRecord record);

    /// <summary>
    /// Records something that was done; on disk within a second. Waits for up to a second where too many records wait to be written; one that finds no place then goes to the server's log
    /// instead, and is counted. The same refusal again within the minute is counted in the record of the first (<see cref="AuditRecord.Times"/>).
    /// </summary>
    ValueTask RecordAsync(AuditRecord record);
}
