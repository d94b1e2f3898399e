using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Hosting.Requests;

/// <summary>Gives each request an id that stands in the response header, in every log line and in every error.</summary>
internal sealed class RequestId(RequestDelegate next, ILogger<RequestId> logger)
{
    public const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        // Ours always: an id from outside could collide with, or be planted to look like, somebody else's.
        context.TraceIdentifier = Guid.CreateVersion7().ToString("N");
        context.Response.Headers[Header] = context.TraceIdentifier;
        using (logger.BeginScope(new Dictionary<string, object>(1) { ["requestId"] = context.TraceIdentifier })) await next(context);
    }
}
