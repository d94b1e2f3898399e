using Kpanda.Identity.Access;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.Tokens;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Audit;

/// <summary>
/// Records every request that would change something, and every refusal, unless its actions are recorded one by one (<see cref="ActionAudit"/>) or the route does it itself. What nobody
/// signed in sends, and is refused for that, is not recorded: anybody could fill the disk.
/// </summary>
internal sealed class RequestAudit(RequestDelegate next, IAuditLog log, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // What a token does not open never gets to its route.
        if (context.GetEndpoint() is not { } endpoint || (endpoint.Metadata.GetMetadata<AuditedByItself>() is not null && ClusterOfToken.Refusal(context) is null))
        {
            await next(context);
            return;
        }

        var record = RequestRecord.OfPath(context, null, time.GetUtcNow());
        var started = time.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            status = StatusCodes.Status499ClientClosedRequest;
            throw;
        }
        catch (BadHttpRequestException unreadable)
        {
            status = unreadable.StatusCode;
            throw;
        }
        finally
        {
            if (IsRecorded(context, status))
            {
                var person = context.Features.Get<Person>();
                await log.RecordAsync(RequestRecord.Complete(context, record) with
                {
                    PersonId = person?.Id ?? Guid.Empty,
                    Person = person?.Name ?? "",
                    Status = status,
                    Latency = time.GetElapsedTime(started),
                });
            }
        }
    }

    private static bool IsRecorded(HttpContext context, int status)
    {
        if (RequestRecord.IsTold(context)) return false;
        if (status == StatusCodes.Status403Forbidden) return true;
        if (context.GetEndpoint()?.Metadata.GetMetadata<WritesByGet>() is not null) return true;
        return !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);
    }
}
