using Kpanda.Gateway.Refusals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Terminals;

/// <summary>Makes tickets for those who may use them.</summary>
internal sealed class IssueTicket(TerminalHub hub, TerminalTickets tickets) : ITerminalTickets
{
    public Task<Result<IssuedTicket>> IssueAsync(HttpContext context, Person person, string cluster, string ns, string pod, string container, CancellationToken cancellationToken) =>
        IssueAsync(context, person, new TerminalTarget(cluster, ns, pod, container), cancellationToken);

    /// <summary>A ticket for a new terminal.</summary>
    public async Task<Result<IssuedTicket>> IssueAsync(HttpContext context, Person person, TerminalTarget target, CancellationToken cancellationToken)
    {
        if (SessionOf(context) is not { } session) return Error.Of(ErrorCode.PermissionDenied, "terminal.session");
        if (!(target.Node.Length > 0 ? [target.Cluster, target.Node] : new[] { target.Cluster, target.Namespace, target.Pod, target.Container }).All(KubePath.IsSegment)) return Error.Of(ErrorCode.InvalidArgument, "terminal.name.missing");
        if (await hub.DeniedAsync(person, target, cancellationToken) is { } denied) return denied;
        if (!hub.Knows(target.Cluster)) return GatewayErrors.Unknown(target.Cluster);
        context.Response.Headers.CacheControl = "no-store";
        return await tickets.IssueAsync(new TerminalTicket(session.Id, Guid.Empty, target), cancellationToken);
    }

    public Task<bool> IsGoodAsync(string id, CancellationToken cancellationToken) => tickets.IsGoodAsync(id, cancellationToken);

    public Task WithdrawAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        SessionOf(context) is { } session ? tickets.WithdrawAsync(id, session.Id, cancellationToken) : Task.CompletedTask;

    /// <summary>The session of a browser; null for a token: one that leaked must not become a terminal by way of a page.</summary>
    public static ISessionLifetime? SessionOf(HttpContext context) => context.Request.Headers.Authorization.Count > 0 ? null : context.Features.Get<ISessionLifetime>();
}
