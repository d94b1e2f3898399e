using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.People;

internal static class CurrentUserEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/apis/ghippo.io/v1alpha1/current-user", GetAsync).WithName("Account_GetUser").WithTags("Account");

    private static async Task<Result<CurrentUserResponse>> GetAsync(Person person, UserStore users, CancellationToken cancellationToken) =>
        await users.FindAsync(person.Id, cancellationToken) is { } user
            ? new CurrentUserResponse(user.Id.ToString(), user.Name, user.Email, CurrentUserResponse.Local, user.FirstName, user.LastName)
            : Error.Of(ErrorCode.NotFound, "user.unknown");
}
