using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Audit;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>Remembers what is recorded; can be full.</summary>
internal sealed class FakeAudit : IAuditLog
{
    public ConcurrentQueue<AuditRecord> Begun { get; } = new();

    public ConcurrentQueue<AuditRecord> Ended { get; } = new();

    public ConcurrentQueue<AuditRecord> Recorded { get; } = new();

    public bool IsFull { get; set; }

    public Task<Result<bool>> BeginAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        if (IsFull) return Task.FromResult<Result<bool>>(Error.Of(ErrorCode.Unavailable, "audit.unavailable"));
        Begun.Enqueue(record);
        return Task.FromResult<Result<bool>>(true);
    }

    public ValueTask EndAsync(AuditRecord record)
    {
        Ended.Enqueue(record);
        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(AuditRecord record)
    {
        Recorded.Enqueue(record);
        return ValueTask.CompletedTask;
    }
}
