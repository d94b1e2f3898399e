using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Terminals;

/// <summary>Terminals in the browser (docs/design/terminals.md): a ticket, then a WebSocket.</summary>
internal static class TerminalEndpoints
{
    private const string Prefix = "/api/v1/terminals";

    // Messages are small and rare where nothing is typed: this keeps what stands between from taking the connection for dead.
    private static readonly WebSocketAcceptContext Accept = new()
    {
        DangerousEnableCompression = false,
        KeepAliveInterval = TimeSpan.FromSeconds(20),
        KeepAliveTimeout = TimeSpan.FromSeconds(20),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Prefix, CreateAsync).WithName("CreateTerminal").WithTags("Terminals").WithMetadata(new AuditAs("create", "terminals"));
        routes.Post($"{Prefix}/{{terminal:guid}}/ticket", ReturnAsync).WithName("CreateTerminalTicket").WithTags("Terminals").WithMetadata(new AuditAs("create", "terminals"));
        routes.MapGet($"{Prefix}/socket", OpenAsync).ExcludeFromDescription();
    }

    private static async Task<Result<TerminalTicketResponse>> CreateAsync(
        TerminalRequest request, Person person, TerminalHub hub, TerminalTickets tickets, HttpContext context, CancellationToken cancellationToken)
    {
        if (SessionOf(context) is not { } session) return Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (request is not { Cluster: { } cluster, Namespace: { } ns, Pod: { } pod, Container: { } container } || !new[] { cluster, ns, pod, container }.All(KubePath.IsSegment))
            return Error.Of(ErrorCode.InvalidArgument, "terminal.name.missing");
        RequestRecord.Name(context, pod, cluster);
        var target = new TerminalTarget(cluster, ns, pod, container);
        if (await hub.DeniedAsync(person, target, cancellationToken) is { } denied) return denied;
        if (!hub.Knows(cluster)) return GatewayErrors.Unknown(cluster);
        context.Response.Headers.CacheControl = "no-store";
        return await tickets.IssueAsync(new TerminalTicket(session.Id, Guid.Empty, target), cancellationToken);
    }

    private static async Task<Result<TerminalTicketResponse>> ReturnAsync(
        Guid terminal, Person person, TerminalHub hub, TerminalTickets tickets, HttpContext context, CancellationToken cancellationToken)
    {
        if (SessionOf(context) is not { } session) return Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (hub.Find(terminal, session.Id) is not { } target) return Error.Of(ErrorCode.NotFound, "terminal.unknown");
        RequestRecord.Name(context, target.Pod, target.Cluster);
        if (await hub.DeniedAsync(person, target, cancellationToken) is { } denied) return denied;
        context.Response.Headers.CacheControl = "no-store";
        return await tickets.IssueAsync(new TerminalTicket(session.Id, terminal, target), cancellationToken);
    }

    private static async Task OpenAsync(HttpContext context, TerminalHub hub)
    {
        var refusal = context.WebSockets.IsWebSocketRequest ? null : Error.Of(ErrorCode.InvalidArgument, "terminal.websocket");
        // Browsers send cookies with WebSockets of any page.
        if (refusal is null && !SameOrigin.Is(context.Request)) refusal = Error.Of(ErrorCode.PermissionDenied, "terminal.origin");
        var session = SessionOf(context);
        if (refusal is null && session is null) refusal = Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (refusal is not null)
        {
            await ErrorResponse.WriteAsync(context, refusal, context.WebSockets.IsWebSocketRequest ? null : StatusCodes.Status426UpgradeRequired);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Accept);
        await hub.RunAsync(socket, context, session!);
    }

    // A token that leaked must not become a terminal by way of a page.
    private static ISessionLifetime? SessionOf(HttpContext context) => context.Request.Headers.Authorization.Count > 0 ? null : context.Features.Get<ISessionLifetime>();
}
