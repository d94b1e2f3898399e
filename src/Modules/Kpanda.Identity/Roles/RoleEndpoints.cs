using System.Text.RegularExpressions;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.People;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Roles;

/// <summary>Platform roles: those that are built in, and custom ones made of permissions that whoever makes them holds.</summary>
internal sealed partial class RoleEndpoints(RoleStore store, RoleBook book, AccessChange changes, IAuthorizer authorizer, TimeProvider time)
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1";
    private const int MostRoles = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/permissions", (RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.PermissionsAsync(person, context, cancellation)).WithName("Role_ListAllPermissions").WithTags("Role");
        routes.Get($"{Prefix}/roles", (int? page, int? pageSize, string? search, string? roleType, string? scope, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.ListAsync(page, pageSize, search, roleType, scope, person, context, cancellation)).WithName("Role_ListRoles").WithTags("Role");
        routes.Post($"{Prefix}/roles", (CreatePlatformRoleRequest request, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CreateAsync(request, person, context, cancellation)).WithName("Role_CreateRole").WithTags("Role");
        routes.Get($"{Prefix}/roles/check-role-name/{{name}}", (string name, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CheckNameAsync(name, person, context, cancellation)).WithName("Role_CheckRoleName").WithTags("Role");
        routes.Get($"{Prefix}/roles/role-member-count/{{name}}", (string name, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CountAsync(name, person, context, cancellation)).WithName("Role_GetRoleMemberCount").WithTags("Role");
        routes.Get($"{Prefix}/roles/{{name}}", (string name, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetAsync(name, person, context, cancellation)).WithName("Role_GetRole").WithTags("Role");
        routes.Put($"{Prefix}/roles/{{name}}", (string name, UpdatePlatformRoleRequest request, RoleEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateAsync(name, request, person, cancellation)).WithName("Role_UpdateRole").WithTags("Role");
        routes.Delete($"{Prefix}/roles/{{name}}", (string name, RoleEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(name, person, cancellation)).WithName("Role_DeleteRole").WithTags("Role");
        routes.Get($"{Prefix}/platformroles/{{name}}/members", (string name, int? page, int? pageSize, string? search, RoleEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.MembersAsync(name, page, pageSize, search, person, context, cancellation)).WithName("Role_ListMembersByPlatformRole").WithTags("Role");
    }

    private async Task<Result<AllPermissions>> PermissionsAsync(Person person, HttpContext context, CancellationToken cancellationToken) =>
        await RefusalAsync(person, "list", cancellationToken) is { } refused ? refused : PermissionCatalog.All(person, RequestLanguage.Of(context));

    private async Task<Result<RoleList>> ListAsync(int? page, int? pageSize, string? search, string? roleType, string? scope, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (roleType is not (null or "" or "query_all_role_type" or "query_system" or "query_custom")) return Error.Invalid("roleType", "user.filter", ("field", "roleType"));
        if (scope is not (null or "" or "query_all_auth_scope" or "query_platform" or "query_folder" or "query_workspace")) return Error.Invalid("scope", "user.filter", ("field", "scope"));
        if (await RefusalAsync(person, "list", cancellationToken) is not null || scope is "query_folder" or "query_workspace") return new RoleList([], Pagination.Of(wanted, 0));

        var all = (await book.ListAsync(search ?? "", RequestLanguage.Of(context), cancellationToken))
            .Where(role => roleType switch { "query_system" => role.Type == PlatformRoleKind.system, "query_custom" => role.Type == PlatformRoleKind.custom, _ => true })
            .ToList();
        var points = await store.AllPointsAsync(cancellationToken);
        var counts = await store.CountAllHoldersAsync(cancellationToken);
        var shown = all.Skip((int)Math.Min(int.MaxValue, wanted.Offset)).Take(wanted.PageSize).Select(role => role with
        {
            UserCount = counts.GetValueOrDefault((role.Name, "user")),
            GroupCount = counts.GetValueOrDefault((role.Name, "group")),
            Held = Reach.HoldsRole(person, role.Name, points[role.Name]),
        });
        return new RoleList([.. shown], Pagination.Of(wanted, all.Count));
    }

    private async Task<Result<RoleNameUse>> CheckNameAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        return new RoleNameUse((await book.ListAsync("", RequestLanguage.Of(context), cancellationToken)).Any(role => role.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<Result<RoleMemberCount>> CountAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await UnknownAsync(name, person, context, cancellationToken) is { } refused) return refused;
        var (users, groups) = await store.CountHoldersAsync(name, cancellationToken);
        return new RoleMemberCount(users, groups);
    }

    private async Task<Result<RoleMemberList>> MembersAsync(string name, int? page, int? pageSize, string? search, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (await UnknownAsync(name, person, context, cancellationToken) is { } refused) return refused;
        var (holders, total) = await store.HoldersAsync(name, search ?? "", wanted.PageSize, wanted.Offset, cancellationToken);
        return new RoleMemberList([.. holders.Select(holder => new RoleMember($"{holder.Id}", holder.Name, holder.Kind, holder.FirstName, holder.LastName))], Pagination.Of(wanted, total));
    }

    private async Task<Result<RoleDetail>> GetAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        var language = RequestLanguage.Of(context);
        if (await book.FindAsync(name, language, cancellationToken) is not { } role) return Unknown(name);
        var points = await book.PointsAsync(name, cancellationToken);
        return new RoleDetail(role.Name, role.Type, role.Description, role.Scope, role.CreatedAt, role.UpdatedAt, PermissionCatalog.Held(points, language))
        {
            Held = Reach.HoldsRole(person, role.Name, points),
            ManagesEveryCluster = PlatformRoles.BuiltIn.TryGetValue(role.Name, out var builtIn) && builtIn.ManagesEveryCluster,
        };
    }

    private async Task<Result<Empty>> CreateAsync(CreatePlatformRoleRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "create", cancellationToken) is { } refused) return refused;
        if (request.Name is null || !NamePattern.IsMatch(request.Name)) return Error.Invalid("name", "role.name.invalid");
        if (request.Scope is not (null or "" or "platform")) return Error.Invalid("scope", "role.scope");
        if (NameRules.CheckText(request.Description, "description") is { } text) return text;
        RequestRecord.Name(context, request.Name);
        var now = time.GetUtcNow();
        return await changes.RunAsync<Empty>(
            async (connection, transaction) =>
            {
                var others = (await store.CustomAsync(cancellationToken)).Select(role => role.Name).Concat(PlatformRoles.BuiltIn.Keys).ToList();
                if (others.Contains(request.Name, StringComparer.OrdinalIgnoreCase)) return Error.Of(ErrorCode.AlreadyExists, "role.name.taken", ("name", request.Name));
                if (others.Count >= MostRoles) return Error.Of(ErrorCode.ResourceExhausted, "role.many", ("limit", $"{MostRoles}"));
                if (Wrong(person, request.Perms) is { } wrong) return wrong;
                await RoleStore.SaveAsync(connection, transaction, new(request.Name, request.Description ?? "", now, now), request.Perms!, cancellationToken);
                return default(Empty);
            },
            cancellationToken);
    }

    private async Task<Result<Empty>> UpdateAsync(string name, UpdatePlatformRoleRequest request, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "update", cancellationToken) is { } refused) return refused;
        if (NameRules.CheckText(request.Description, "description") is { } text) return text;
        return await changes.RunAsync<Empty>(
            async (connection, transaction) =>
            {
                if (PlatformRoles.IsBuiltIn(name)) return Error.Of(ErrorCode.FailedPrecondition, "role.builtin", ("name", name));
                if (await RoleStore.FindAsync(connection, transaction, name, cancellationToken) is not { } role) return Unknown(name);
                // Also what the role holds now: else somebody could take from others what they do not hold.
                if (await Reach.RefusalOfRoleAsync(connection, transaction, person, name, cancellationToken) is { } stronger) return stronger;
                var points = request.Perms ?? await RoleStore.PointsAsync(connection, transaction, name, cancellationToken);
                if (Wrong(person, points) is { } wrong) return wrong;
                await RoleStore.SaveAsync(connection, transaction, role with { Description = request.Description ?? role.Description, Updated = time.GetUtcNow() }, points, cancellationToken);
                return default(Empty);
            },
            cancellationToken);
    }

    private async Task<Result<Empty>> DeleteAsync(string name, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "delete", cancellationToken) is { } refused) return refused;
        return await changes.RunAsync<Empty>(
            async (connection, transaction) =>
            {
                if (PlatformRoles.IsBuiltIn(name)) return Error.Of(ErrorCode.FailedPrecondition, "role.builtin", ("name", name));
                if (await RoleStore.FindAsync(connection, transaction, name, cancellationToken) is null) return Unknown(name);
                if (await Reach.RefusalOfRoleAsync(connection, transaction, person, name, cancellationToken) is { } stronger) return stronger;
                await RoleStore.DeleteAsync(connection, transaction, name, cancellationToken);
                return default(Empty);
            },
            cancellationToken);
    }

    private static Error? Wrong(Person person, IReadOnlyList<PermissionPoint>? points)
    {
        if (points is not { Count: > 0 }) return Error.Invalid("perms", "role.empty");
        if (points.FirstOrDefault(point => point is null || !PermissionCatalog.Has(point)) is { } unknown) return Error.Invalid("perms", "role.permission.unknown", ("permission", $"{unknown.Action} {unknown.ResourceType}"));
        return points.Contains(null!) ? Error.Invalid("perms", "role.empty") : Reach.RefusalOfPoints(person, points);
    }

    private async Task<Error?> UnknownAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken) =>
        await RefusalAsync(person, "list", cancellationToken) ?? (await book.FindAsync(name, RequestLanguage.Of(context), cancellationToken) is null ? Unknown(name) : null);

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", "roles")), cancellationToken)).Error;

    private static Error Unknown(string name) => Error.Of(ErrorCode.NotFound, "role.unknown", ("name", name));

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex NamePattern { get; }
}
