using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.Tokens;
using Kpanda.Identity.Users;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Account;

/// <summary>What somebody sees and changes of their own: name, e-mail address and password, and what they may do.</summary>
internal static class AccountEndpoints
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/current-user";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var first = new OpensWhile(Restriction.Password);
        routes.Put($"{Prefix}/set-password", (ChangePasswordRequest request, Person person, OwnPassword own, HttpContext context, CancellationToken cancellation) => own.ChangeAsync(context, person, request, cancellation))
            .WithMetadata(first).WithName("Account_SetCurrentUserPassword").WithTags("Account");
        routes.Get($"{Prefix}/password-description", async (Person person, UserStore users, SecurityPolicies policies, CancellationToken cancellation) => await DescribeAsync(person, users, policies, cancellation))
            .WithMetadata(first).WithName("Account_PasswordDescription").WithTags("Account");
        routes.Put($"{Prefix}/email", (UpdateEmailRequest request, Person person, IStateDatabase database, HttpContext context, TimeProvider time, CancellationToken cancellation) =>
            SetEmailAsync(request, person, database, context, time, cancellation)).WithName("Account_UpdateEmail").WithTags("Account");
        routes.Put($"{Prefix}/name", (UpdateOwnNameRequest request, Person person, IStateDatabase database, TimeProvider time, CancellationToken cancellation) => SetNameAsync(request, person, database, time, cancellation))
            .WithName("Account_UpdateUserFirstAndLastName").WithTags("Account");
        routes.Get($"{Prefix}/global-permissions", (Person person) => (Result<GlobalPermissions>)new GlobalPermissions(GlobalPermissionPoints.Of(person)))
            .WithName("Account_GetGlobalPermissions").WithTags("Account");
    }

    private static async Task<Result<PasswordDescription>> DescribeAsync(Person person, UserStore users, SecurityPolicies policies, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(person.Id, cancellationToken) is not { } user) return Error.Of(ErrorCode.NotFound, "user.unknown");
        var policy = (await policies.ReadAsync(cancellationToken)).Password;
        return new PasswordDescription(user.Password.Length > 0, user.Password.Length == 0)
        {
            Demands = new(
                Math.Max(PasswordRules.Min, policy.MinimumLength), PasswordRules.Max, policy.Digits, policy.Uppercase, policy.Lowercase, policy.Special, user.Name, policy.NotEmail ? user.Email : "",
                policy.NotRecentlyUsed),
        };
    }

    private static async Task<Result<Empty>> SetEmailAsync(UpdateEmailRequest request, Person person, IStateDatabase database, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        // A token that has leaked must not lead mail elsewhere.
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        if (UserChanges.Wrong(request.Email, null, null, null) is { } wrong) return wrong;
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition("UPDATE users SET email = @email, updated = @now WHERE id = @Id", new { email = request.Email ?? "", now = time.GetUtcNow(), person.Id }, cancellationToken: cancellationToken));
        return default(Empty);
    }

    private static async Task<Result<Empty>> SetNameAsync(UpdateOwnNameRequest request, Person person, IStateDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (UserChanges.Wrong(null, null, request.Firstname, request.Lastname) is { } wrong) return wrong;
        const string sql = "UPDATE users SET first_name = COALESCE(@Firstname, first_name), last_name = COALESCE(@Lastname, last_name), updated = @now WHERE id = @Id";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { request.Firstname, request.Lastname, now = time.GetUtcNow(), person.Id }, cancellationToken: cancellationToken));
        return default(Empty);
    }
}
