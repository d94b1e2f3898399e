using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Roles;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.People;

internal static class CurrentUserEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/apis/ghippo.io/v1alpha1/current-user", GetAsync).WithMetadata(new OpensWhile(Restriction.Password, Restriction.Enrol)).WithName("Account_GetUser").WithTags("Account");

    private static async Task<Result<CurrentUserResponse>> GetAsync(Person person, UserStore users, UserFacts facts, RoleStore roles, HttpContext context, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(person.Id, cancellationToken) is not { } user) return Error.Of(ErrorCode.NotFound, "user.unknown");
        return new CurrentUserResponse(user.Id.ToString(), user.Name, user.Email, (await facts.ShapeAsync([user], canAuthorize: false, cancellationToken))[0].Source, user.FirstName, user.LastName)
        {
            Next = RestrictedSessions.Of(context),
            Groups = person.Groups.Where(group => group != Person.PlatformAdministratorsGroup).ToList(),
            Roles = await roles.OfPersonAsync(person.Id, cancellationToken),
            CreatedAt = Rfc3339.Text(user.Created),
        };
    }
}
