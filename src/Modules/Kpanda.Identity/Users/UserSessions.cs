using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Account;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Users;

/// <summary>Somebody else's sessions: seen and ended by those who may change people, and never of somebody who holds more than they do. Access tokens stay.</summary>
internal sealed class UserSessions(UserEndpoints users, SessionList list, SessionRegistry sessions)
{
    private const string Prefix = "/api/v1/users/{id}/sessions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Prefix, (string id, UserSessions handler, Person person, CancellationToken cancellation) => handler.ListAsync(id, person, cancellation)).WithName("ListUserSessions").WithTags("Users");
        routes.Delete($"{Prefix}/{{session}}", (string id, string session, UserSessions handler, Person person, CancellationToken cancellation) => handler.EndAsync(id, session, person, cancellation))
            .WithName("EndUserSession").WithTags("Users");
        routes.Post($"{Prefix}/end", (string id, UserSessions handler, Person person, CancellationToken cancellation) => handler.EndAllAsync(id, person, cancellation))
            .WithMetadata(new AuditAs("logout", "sessions")).WithName("EndUserSessions").WithTags("Users");
    }

    private async Task<Result<OwnSessionList>> ListAsync(string id, Person person, CancellationToken cancellationToken) =>
        (await users.ReachAsync(id, person, cancellationToken)).TryGet(out var user, out var error) ? new OwnSessionList(await list.OfAsync(user.Id, null, cancellationToken)) : error;

    private async Task<Result<Empty>> EndAsync(string id, string session, Person person, CancellationToken cancellationToken)
    {
        if (!(await users.ReachAsync(id, person, cancellationToken)).TryGet(out var user, out var error)) return error;
        return await list.EndAsync(user.Id, session, cancellationToken) ? default(Empty) : Error.Of(ErrorCode.NotFound, "session.unknown");
    }

    private async Task<Result<Empty>> EndAllAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await users.ReachAsync(id, person, cancellationToken)).TryGet(out var user, out var error)) return error;
        await sessions.EndSessionsOfAsync(user.Id, null, cancellationToken);
        return default(Empty);
    }
}
