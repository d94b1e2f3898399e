using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Account;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Tokens;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Sessions;

/// <summary>One's own sessions: where they were opened from, and ending them.</summary>
internal sealed class OwnSessions(IStateDatabase database, SessionRegistry sessions)
{
    private sealed record Row(Guid Id, string Address, string Agent, DateTimeOffset Created, DateTimeOffset LastUsed, DateTimeOffset Expires);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/v1/sessions", (OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.ListAsync(person, context, cancellation)).WithName("ListSessions").WithTags("Account");
        routes.Delete("/api/v1/sessions/{id}", (string id, OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.EndAsync(id, person, context, cancellation)).WithName("EndSession").WithTags("Account");
        routes.Post("/api/v1/sessions/end", (EndSessionsRequest request, OwnSessions handler, Person person, HttpContext context, CancellationToken cancellation) => handler.EndAllAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("logout", "sessions")).WithName("EndSessions").WithTags("Account");
    }

    private async Task<Result<OwnSessionList>> ListAsync(Person person, HttpContext context, CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, address, agent, created, last_used AS LastUsed, expires FROM credentials WHERE user_id = @Id AND kind = 'session' ORDER BY last_used DESC, id DESC";
        var current = RootOf(context);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, new { person.Id }, cancellationToken: cancellationToken));
        return new OwnSessionList([.. rows.Select(row => new OwnSession($"{row.Id}", row.Address, row.Agent, Rfc3339.Text(row.Created), Rfc3339.Text(row.LastUsed), Rfc3339.Text(row.Expires), row.Id == current))]);
    }

    private async Task<Result<Empty>> EndAsync(string id, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        // Who has found a token must not put its owner out.
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            const string sql = "SELECT COUNT(*) FROM credentials WHERE id = @session AND user_id = @Id AND kind = 'session'";
            if (!Guid.TryParse(id, out var session) || await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, new { session, person.Id }, cancellationToken: cancellationToken)) == 0)
                return Error.Of(ErrorCode.NotFound, "session.none");
        }

        await sessions.EndAsync(Guid.Parse(id), cancellationToken);
        return default(Empty);
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
