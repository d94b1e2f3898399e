using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Users;

/// <summary>Somebody else's access tokens: seen, made and revoked by those who may change people, and never of somebody who holds more than they do.</summary>
internal sealed class UserTokenEndpoints(UserEndpoints users, AccessTokens tokens)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{UserEndpoints.One}/accesstokens", (string id, UserTokenEndpoints handler, Person person, CancellationToken cancellation) => handler.ListAsync(id, person, cancellation)).WithName("Users_ListUserAccessTokens").WithTags("Users");
        routes.Post($"{UserEndpoints.One}/accesstoken", (string id, CreateUserTokenRequest request, UserTokenEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.CreateAsync(id, request, person, context, cancellation)).WithName("Users_CreateUserAccessToken").WithTags("Users");
        routes.Delete($"{UserEndpoints.One}/accesstokens/{{aid}}", (string id, string aid, UserTokenEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(id, aid, person, cancellation)).WithName("Users_DeleteUserAccessToken").WithTags("Users");
    }

    private async Task<Result<AccessTokenList>> ListAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await users.FindAsync(id, "update", person, cancellationToken)).TryGet(out var user, out var error)) return error;
        return new AccessTokenList([.. (await tokens.ListAsync(user.Id, cancellationToken)).Select(AccessTokenEndpoints.Shape)]);
    }

    private async Task<Result<CreateAccessTokenResponse>> CreateAsync(string id, CreateUserTokenRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!AccessTokenEndpoints.TryReadExpiry(request.ExpiredAt, out var expires)) return Error.Invalid("expiredAt", "token.expiry.unreadable");
        if (!(await users.ReachAsync(id, person, cancellationToken)).TryGet(out var user, out var error)) return error;
        context.Response.Headers.CacheControl = "no-store";
        var issued = await tokens.IssueAsync(context, user.Id, new(request.Name ?? "", expires), cancellationToken);
        return issued.Select(token => new CreateAccessTokenResponse($"{token.Id}", token.Secret));
    }

    private async Task<Result<Empty>> DeleteAsync(string id, string token, Person person, CancellationToken cancellationToken) =>
        (await users.ReachAsync(id, person, cancellationToken)).TryGet(out var user, out var error) ? await tokens.RevokeAsync(user.Id, token, cancellationToken) : error;
}
