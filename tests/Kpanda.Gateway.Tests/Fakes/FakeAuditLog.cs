using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Audit;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>Keeps records in memory, and fails when told.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    /// <summary>What had to be on disk before it was done.</summary>
    public ConcurrentQueue<AuditRecord> Begun { get; } = new();

    /// <summary>What came of those.</summary>
    public ConcurrentQueue<AuditRecord> Ended { get; } = new();

    /// <summary>What was done otherwise.</summary>
    public ConcurrentQueue<AuditRecord> Recorded { get; } = new();

    public bool Fails { get; set; }

    public Task<Result<bool>> BeginAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        if (Fails) return Task.FromResult<Result<bool>>(Error.Of(ErrorCode.Unavailable, "audit.unavailable"));
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

    public void Clear()
    {
        Begun.Clear();
        Ended.Clear();
        Recorded.Clear();
    }
}
