using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Terminals;

/// <summary>Terminals in the browser (docs/design/terminals.md): a ticket, then a WebSocket.</summary>
internal static class TerminalEndpoints
{
    private const string Prefix = "/api/v1/terminals";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Prefix, CreateAsync).WithName("CreateTerminal").WithTags("Terminals").WithMetadata(new AuditAs("create", "terminals"));
        routes.Post($"{Prefix}/{{terminal:guid}}/ticket", ReturnAsync).WithName("CreateTerminalTicket").WithTags("Terminals").WithMetadata(new AuditAs("create", "terminals"));
        routes.MapGet($"{Prefix}/socket", OpenAsync).ExcludeFromDescription();
    }

    private static async Task<Result<TerminalTicketResponse>> CreateAsync(
        TerminalRequest request, Person person, IssueTicket tickets, GatewayOptions options, HttpContext context, CancellationToken cancellationToken)
    {
        var target = request.Node is { Length: > 0 } node
            ? new TerminalTarget(request.Cluster ?? "", options.NodeShellNamespace, "", "") { Node = node }
            : new TerminalTarget(request.Cluster ?? "", request.Namespace ?? "", request.Pod ?? "", request.Container ?? "") { IsDebug = request.Debug };
        RequestRecord.Name(context, request.Node ?? target.Pod, target.Cluster);
        return (await tickets.IssueAsync(context, person, target, cancellationToken)).Select(ticket => new TerminalTicketResponse(ticket.Ticket, ticket.ExpiresAt));
    }

    private static async Task<Result<TerminalTicketResponse>> ReturnAsync(
        Guid terminal, Person person, TerminalHub hub, TerminalTickets tickets, HttpContext context, CancellationToken cancellationToken)
    {
        if (IssueTicket.SessionOf(context) is not { } session) return Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (hub.Find(terminal, session.Id) is not { } target) return Error.Of(ErrorCode.NotFound, "terminal.unknown");
        RequestRecord.Name(context, target.Pod, target.Cluster);
        if (await hub.DeniedAsync(person, target, cancellationToken) is { } denied) return denied;
        context.Response.Headers.CacheControl = "no-store";
        var ticket = await tickets.IssueAsync(new TerminalTicket(session.Id, terminal, target), cancellationToken);
        return new TerminalTicketResponse(ticket.Ticket, ticket.ExpiresAt);
    }

    private static async Task OpenAsync(HttpContext context, TerminalHub hub, GatewayOptions options)
    {
        var refusal = context.WebSockets.IsWebSocketRequest ? null : Error.Of(ErrorCode.InvalidArgument, "terminal.websocket");
        // Browsers send cookies with WebSockets of any page.
        if (refusal is null && !SameOrigin.Is(context.Request)) refusal = Error.Of(ErrorCode.PermissionDenied, "terminal.origin");
        var session = IssueTicket.SessionOf(context);
        if (refusal is null && session is null) refusal = Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(context, refusal, context.WebSockets.IsWebSocketRequest ? null : StatusCodes.Status426UpgradeRequired);
            return;
        }

        // Messages are small and rare where nothing is typed: this keeps what stands between from taking the connection for dead.
        var accept = new WebSocketAcceptContext { DangerousEnableCompression = false, KeepAliveInterval = options.TerminalPing, KeepAliveTimeout = TimeSpan.FromSeconds(20) };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        await hub.RunAsync(socket, context, session!);
    }
}
