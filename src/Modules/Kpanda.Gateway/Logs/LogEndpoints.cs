using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Logs;

/// <summary>Logs in the browser (docs/design/logs.md): a WebSocket that shows them, and the same as a file.</summary>
internal static class LogEndpoints
{
    private const string Prefix = "/api/v1/logs";

    private static readonly WebSocketAcceptContext Accept = new()
    {
        DangerousEnableCompression = false,
        KeepAliveInterval = TimeSpan.FromSeconds(20),
        KeepAliveTimeout = TimeSpan.FromSeconds(20),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Prefix}/socket", OpenAsync).WithMetadata(AuditedByItself.Instance).ExcludeFromDescription();
        routes.Get($"{Prefix}/download", DownloadAsync).Produces<string>(StatusCodes.Status200OK, "text/plain").WithName("DownloadLogs").WithTags("Logs").WithMetadata(AuditedByItself.Instance);
    }

    private static async Task OpenAsync(HttpContext context, LogHub hub)
    {
        var refusal = context.WebSockets.IsWebSocketRequest ? null : Error.Of(ErrorCode.InvalidArgument, "logs.websocket");
        // Browsers send cookies with WebSockets of any page.
        if (refusal is null && !SameOrigin.Is(context.Request)) refusal = Error.Of(ErrorCode.PermissionDenied, "logs.origin");
        var session = context.Request.Headers.Authorization.Count > 0 ? null : context.Features.Get<ISessionLifetime>();
        if (refusal is null && session is null) refusal = Error.Of(ErrorCode.PermissionDenied, "logs.session");
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(context, refusal, context.WebSockets.IsWebSocketRequest ? null : StatusCodes.Status426UpgradeRequired);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Accept);
        await hub.RunAsync(socket, context, session!);
    }

    private static async Task DownloadAsync([AsParameters] LogDownloadParameters asked, LogHub hub, HttpContext context)
    {
        if (!LogQuestion.Of(asked.ToRequest()).TryGet(out var question, out var error))
        {
            await ErrorResponse.WriteAsync(context, error);
            return;
        }

        var download = new LogDownload(context.Response, question, asked.Timestamps == true);
        var via = context.Request.Headers.Authorization.Count > 0 ? AuditVia.Api : AuditVia.Console;
        var ended = await hub.OpenAsync(context, question, via, download.WriteAsync);
        if (ended.Reason == "done")
        {
            await download.BeginAsync();
            return;
        }

        // A file that is not whole must not look like one: where the status has gone out already, the connection is cut.
        if (context.Response.HasStarted) context.Abort();
        else await ErrorResponse.WriteAsync(context, ended.Failure ?? Error.Of(ErrorCode.PermissionDenied, "logs.ended"));
    }
}
