using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Audit;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>Keeps records in memory, and fails when told.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    private readonly ConcurrentQueue<AuditRecord> _begun = new();
    private readonly ConcurrentQueue<AuditRecord> _ended = new();

    public bool Fails { get; set; }

    /// <summary>What had to be on disk before it was done.</summary>
    public IReadOnlyList<AuditRecord> Begun => [.. _begun];

    /// <summary>What came of everything.</summary>
    public IReadOnlyList<AuditRecord> Ended => [.. _ended];

    public Task<Result<bool>> BeginAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        if (Fails) return Task.FromResult<Result<bool>>(Error.Of(ErrorCode.Unavailable, "audit.unavailable"));
        _begun.Enqueue(record);
        return Task.FromResult<Result<bool>>(true);
    }

    public ValueTask EndAsync(AuditRecord record) => RecordAsync(record);

    public ValueTask RecordAsync(AuditRecord record)
    {
        _ended.Enqueue(record);
        return ValueTask.CompletedTask;
    }

    public void Clear()
    {
        _begun.Clear();
        _ended.Clear();
    }
}
