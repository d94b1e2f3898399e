using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Account;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Sessions;

/// <summary>One's own sessions: where they were opened from, and ending them.</summary>
internal sealed class OwnSessions(SessionList list, SessionRegistry sessions)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/v1/sessions", (OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.ListAsync(person, context, cancellation)).WithName("ListSessions").WithTags("Account");
        routes.Delete("/api/v1/sessions/{id}", (string id, OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.EndAsync(id, person, context, cancellation)).WithName("EndSession").WithTags("Account");
        routes.Post("/api/v1/sessions/end", (EndSessionsRequest request, OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.EndAllAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("logout", "sessions")).WithName("EndSessions").WithTags("Account");
    }

    private async Task<Result<OwnSessionList>> ListAsync(Person person, HttpContext context, CancellationToken cancellationToken) =>
        new OwnSessionList(await list.OfAsync(person.Id, RootOf(context), cancellationToken));

    private async Task<Result<Empty>> EndAsync(string id, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        // Who has found a token must not put its owner out.
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        return await list.EndAsync(person.Id, id, cancellationToken) ? default(Empty) : Error.Of(ErrorCode.NotFound, "session.none");
    }

    private async Task<Result<Empty>> EndAllAsync(EndSessionsRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        // Nothing said is no wish to be signed out.
        if (request.Others is not { } others) return Error.Invalid("others", "signin.field.missing", ("field", "others"));
        await sessions.EndSessionsOfAsync(person.Id, others ? RootOf(context) : null, cancellationToken);
        if (!others) SessionCookies.Clear(context);
        return default(Empty);
    }

    private static Guid RootOf(HttpContext context) => ((SessionLifetime)context.Features.GetRequiredFeature<ISessionLifetime>()).Root;
}
