using Kpanda.Hosting;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.People;

/// <summary>People and groups of the platform, for whom roles can be bound in members. Whoever may not list them gets an empty page.</summary>
internal static class UserListEndpoints
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1/asl";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/users", UsersAsync).WithName("RBAC_ListUsers").WithTags("RBAC");
        routes.Get($"{Prefix}/groups", GroupsAsync).WithName("RBAC_ListGroups").WithTags("RBAC");
    }

    private static async Task<Result<UserList>> UsersAsync(
        int? page, int? pageSize, string? name, Person person, IPeople people, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!await MayListAsync("users", person, authorizer, cancellationToken)) return new UserList([], Pagination.Of(wanted, 0));
        var (found, total) = await people.ListAsync(SubjectKind.User, name ?? "", wanted, cancellationToken);
        return new UserList([.. found.Select(user => new User($"{user.Id}", user.Name))], Pagination.Of(wanted, total));
    }

    private static async Task<Result<GroupList>> GroupsAsync(
        int? page, int? pageSize, string? name, Person person, IPeople people, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!await MayListAsync("groups", person, authorizer, cancellationToken)) return new GroupList([], Pagination.Of(wanted, 0));
        var (found, total) = await people.ListAsync(SubjectKind.Group, name ?? "", wanted, cancellationToken);
        return new GroupList([.. found.Select(group => new Group($"{group.Id}", group.Name))], Pagination.Of(wanted, total));
    }

    private static async Task<bool> MayListAsync(string resource, Person person, IAuthorizer authorizer, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest("list", new GroupResource("ghippo.io", resource)), cancellationToken)).Error is null;
}
