using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Groups;
using Kpanda.Identity.People;
using Kpanda.Identity.Roles;
using Kpanda.KubeModel;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Users;

/// <summary>The people of the platform, for those who look after them. Whoever may not list them gets an empty page.</summary>
internal sealed class UserEndpoints(UserStore store, UserFacts facts, GroupStore groups, HeldRoles roles, UserChanges changes, IStateDatabase database, IAuthorizer authorizer, ErrorVocabulary words)
{
    internal const string Prefix = "/apis/ghippo.io/v1alpha1/users";
    internal const string One = $"{Prefix}/{{id}}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Prefix, (int? page, int? pageSize, string? search, bool? enabled, string? source, string? sortBy, string? sortDir, UserEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.ListAsync(page, pageSize, search, enabled, source, sortBy, sortDir, person, cancellation)).WithName("Users_ListUsers").WithTags("Users");
        routes.Post(Prefix, (CreateUserRequest request, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CreateAsync(request, true, person, context, cancellation)).WithName("Users_CreateUser").WithTags("Users");
        routes.Post($"{Prefix}/without-password", (CreateUserWithoutPasswordRequest request, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.CreateAsync(new CreateUserRequest(request.Name, null, null, null), false, person, context, cancellation)).WithName("Users_CreateUserWithoutPassword").WithTags("Users");
        routes.Get($"{Prefix}/check/{{username}}", (string username, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.CheckNameAsync(username, person, cancellation)).WithName("Users_CheckUser").WithTags("Users");
        routes.Get($"{Prefix}/check-user-email/{{username}}", (string username, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.CheckEmailAsync(username, person, cancellation)).WithName("Users_CheckUserEmail").WithTags("Users");
        routes.Get($"{Prefix}/username/{{username}}", (string username, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetByNameAsync(username, person, context, cancellation)).WithName("Users_GetUserByName").WithTags("Users");
        routes.Get(One, (string id, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetAsync(id, person, context, cancellation)).WithName("Users_GetUser").WithTags("Users");
        routes.Put(One, (string id, UpdateUserRequest request, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateAsync(id, request, person, cancellation)).WithName("Users_UpdateUser").WithTags("Users");
        routes.Delete(One, (string id, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(id, person, cancellation)).WithName("Users_DeleteUser").WithTags("Users");
        routes.Put($"{One}/password", (string id, SetPasswordRequest request, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.SetPasswordAsync(id, request, person, context, cancellation)).WithName("Users_SetUserPassword").WithTags("Users");
        routes.Delete($"{One}/mfa", (string id, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.ResetSecondFactorAsync(id, person, cancellation)).WithName("Users_ResetUserMFA").WithTags("Users");
        routes.Get($"{One}/groups", (string id, int? page, int? pageSize, string? search, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.GroupsAsync(id, page, pageSize, search, person, cancellation)).WithName("Users_ListUserGroups").WithTags("Users");
        routes.Get($"{One}/roles", (string id, int? page, int? pageSize, string? search, string? type, bool? authorized, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RolesAsync(id, page, pageSize, search, type, authorized, person, context, cancellation)).WithName("Users_ListUserRoles").WithTags("Users");
        routes.Put($"{One}/roles", (string id, UpdateRolesRequest request, UserEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateRolesAsync(id, request, person, cancellation)).WithName("Users_UpdateUserRoles").WithTags("Users");
        routes.Get($"{One}/subjects", (string id, int? page, int? pageSize, string? search, UserEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.SubjectsAsync(id, page, pageSize, search, person, context, cancellation)).WithName("Users_ListUserSubjects").WithTags("Users");
    }

    /// <summary>Somebody, for whoever may do <paramref name="verb"/> with people; else why not.</summary>
    internal async Task<Result<UserRecord>> FindAsync(string id, string verb, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, verb, cancellationToken) is { } refused) return refused;
        return Guid.TryParse(id, out var key) && await store.FindAsync(key, cancellationToken) is { } user ? user : Error.Of(ErrorCode.NotFound, "user.unknown");
    }

    /// <summary>Somebody, for whoever may change people and holds as much as this person; else why not.</summary>
    internal async Task<Result<UserRecord>> ReachAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, "update", person, cancellationToken)).TryGet(out var user, out var error)) return error;
        return await changes.RefusalOfReachAsync(person, user.Id, cancellationToken) is { } stronger ? stronger : user;
    }

    private async Task<Result<UserPage>> ListAsync(
        int? page, int? pageSize, string? search, bool? enabled, string? source, string? sortBy, string? sortDir, Person person, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!UserQuery.Parse(search, enabled, source, sortBy, sortDir).TryGet(out var query, out error)) return error;
        if (await RefusalAsync(person, "list", cancellationToken) is not null) return new UserPage([], Pagination.Of(wanted, 0));
        var (users, total) = await query.RunAsync(database, wanted, cancellationToken);
        var mayAuthorize = await RefusalAsync(person, "authorize", cancellationToken) is null;
        return new UserPage(await facts.ShapeAsync(users, mayAuthorize, cancellationToken), Pagination.Of(wanted, total));
    }

    private async Task<Result<UserInfo>> GetAsync(string id, Person person, HttpContext context, CancellationToken cancellationToken) =>
        (await FindAsync(id, "list", person, cancellationToken)).TryGet(out var user, out var error) ? await ShapeAsync(user, person, context, cancellationToken) : error;

    private async Task<Result<UserInfo>> GetByNameAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        return await store.FindByNameAsync(name, cancellationToken) is { } user ? await ShapeAsync(user, person, context, cancellationToken) : Error.Of(ErrorCode.NotFound, "user.unknown");
    }

    private async Task<Result<UserNameUse>> CheckNameAsync(string name, Person person, CancellationToken cancellationToken) =>
        await RefusalAsync(person, "list", cancellationToken) is { } refused ? refused : new UserNameUse(await store.WasUsedAsync(name, cancellationToken));

    private async Task<Result<UserNameUse>> CheckEmailAsync(string name, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        return new UserNameUse(await store.FindByNameAsync(name, cancellationToken) is { Email.Length: > 0 });
    }

    private async Task<Result<CreateUserResponse>> CreateAsync(CreateUserRequest request, bool withPassword, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "create", cancellationToken) is { } refused) return refused;
        if (NameRules.Check(request.Name) is null) RequestRecord.Name(context, request.Name!);
        context.Response.Headers.CacheControl = "no-store";
        return await changes.CreateAsync(request, withPassword, cancellationToken);
    }

    private async Task<Result<Empty>> UpdateAsync(string id, UpdateUserRequest request, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(id, "update", person, cancellationToken)).TryGet(out var user, out var error) ? await changes.UpdateAsync(person, user.Id, request, cancellationToken) : error;

    private async Task<Result<Empty>> DeleteAsync(string id, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(id, "delete", person, cancellationToken)).TryGet(out var user, out var error) ? await changes.DeleteAsync(person, user.Id, cancellationToken) : error;

    private async Task<Result<SetPasswordResponse>> SetPasswordAsync(string id, SetPasswordRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, "update", person, cancellationToken)).TryGet(out var user, out var error)) return error;
        context.Response.Headers.CacheControl = "no-store";
        return await changes.SetPasswordAsync(person, user.Id, request, cancellationToken);
    }

    private async Task<Result<Empty>> ResetSecondFactorAsync(string id, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(id, "update", person, cancellationToken)).TryGet(out var user, out var error) ? await changes.ResetSecondFactorAsync(person, user.Id, cancellationToken) : error;

    private async Task<Result<UserGroupPage>> GroupsAsync(string id, int? page, int? pageSize, string? search, Person person, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, "list", person, cancellationToken)).TryGet(out var user, out error)) return error;
        var (found, total) = await groups.OfUserAsync(user.Id, search ?? "", wanted, cancellationToken);
        return new UserGroupPage(Pagination.Of(wanted, total), [.. found.Select(group => new UserGroup($"{group.Id}", group.Name))]);
    }

    private async Task<Result<HeldRoleList>> RolesAsync(
        string id, int? page, int? pageSize, string? search, string? type, bool? authorized, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, "list", person, cancellationToken)).TryGet(out var user, out error)) return error;
        return await roles.ListAsync(person, user.Id, search ?? "", type ?? "", authorized, wanted, RequestLanguage.Of(context), cancellationToken);
    }

    private async Task<Result<UserSubjectPage>> SubjectsAsync(string id, int? page, int? pageSize, string? search, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, "list", person, cancellationToken)).TryGet(out var user, out error)) return error;
        var held = await roles.ListAsync(person, user.Id, search ?? "", "", authorized: true, wanted, RequestLanguage.Of(context), cancellationToken);
        return new UserSubjectPage(held.Pagination, [.. held.Items.Select(role => new UserSubject($"{user.Id}/{role.Name}", "platform", role.Name, ""))]);
    }

    private async Task<Result<Empty>> UpdateRolesAsync(string id, UpdateRolesRequest request, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(id, "authorize", person, cancellationToken)).TryGet(out var user, out var error) ? await roles.UpdateAsync(person, SubjectKind.User, user.Id, request, cancellationToken) : error;

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", "users")), cancellationToken)).Error;

    private async Task<UserInfo> ShapeAsync(UserRecord user, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var shape = (await facts.ShapeAsync([user], await RefusalAsync(person, "authorize", cancellationToken) is null, cancellationToken))[0];
        var stronger = await changes.RefusalOfReachAsync(person, user.Id, cancellationToken);
        return shape with { Refusal = stronger is null ? "" : words.Render(stronger, RequestLanguage.Of(context)) };
    }
}
