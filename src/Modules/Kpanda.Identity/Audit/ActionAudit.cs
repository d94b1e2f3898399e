using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Audit;

/// <summary>Records actions on members' objects that a request of the product API leads to, one record each. Safe for concurrent use.</summary>
public sealed class ActionAudit(IAuditLog log, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>Says that a person is about to do something to an object.</summary>
    /// <param name="person">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="durable">Whether the record must be on disk before.</param>
    /// <param name="cancellationToken">Ends the wait for the disk.</param>
    /// <returns>The action, to be ended; or the error to refuse it with, where it must be on disk and cannot be.</returns>
    public async Task<Result<AuditedAction>> BeginAsync(Person person, AccessRequest action, bool durable, CancellationToken cancellationToken)
    {
        var record = RecordOf(person, action);
        if (durable && (await log.BeginAsync(record, cancellationToken)).Error is { } refused) return refused;
        return new AuditedAction(record, log, time, durable);
    }

    /// <summary>Records that a person was refused an action by the platform.</summary>
    public ValueTask RefusedAsync(Person person, AccessRequest action) => log.RecordAsync(RecordOf(person, action) with { Status = StatusCodes.Status403Forbidden });

    private AuditRecord RecordOf(Person person, AccessRequest action)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("A person acts in a request only.");
        RequestRecord.HasActions(context);
        return RequestRecord.Of(context, person, time.GetUtcNow()) with
        {
            Cluster = action.Cluster,
            Verb = RequestRecord.ActionOf(context) is { Length: > 0 } named && action.Verb != "get" ? named : action.Verb,
            Group = action.Resource.Group,
            Resource = action.Resource.Resource,
            Subresource = action.Subresource,
            Namespace = action.Namespace,
            Name = action.Name,
        };
    }
}
