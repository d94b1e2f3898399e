using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.People;
using Kpanda.Identity.Roles;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Groups;

/// <summary>Groups of people: who is a member has the group's roles and grants, and members know them by the group's name. Whoever may not list them gets an empty page.</summary>
internal sealed class GroupEndpoints(GroupStore store, HeldRoles roles, AccessChange changes, Reach reach, IEnumerable<ISubjectHoldings> holdings, IAuthorizer authorizer, ErrorVocabulary words, TimeProvider time)
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/groups";
    private const string One = $"{Prefix}/{{id}}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Prefix, (int? page, int? pageSize, string? search, string? sortBy, string? sortDir, GroupEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.ListAsync(page, pageSize, search, sortBy, sortDir, person, cancellation)).WithName("Group_ListGroups").WithTags("Group");
        routes.Post(Prefix, (CreateGroupRequest request, GroupEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CreateAsync(request, person, context, cancellation)).WithName("Group_CreateGroup").WithTags("Group");
        routes.Get(One, (string id, GroupEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetAsync(id, person, context, cancellation)).WithName("Group_GetGroup").WithTags("Group");
        routes.Get("/api/v1/groups/{name}", (string name, GroupEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.GetByNameAsync(name, person, context, cancellation)).WithName("GetGroupByName").WithTags("Group");
        routes.Put(One, (string id, UpdateGroupRequest request, GroupEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateAsync(id, request, person, cancellation)).WithName("Group_UpdateGroup").WithTags("Group");
        routes.Delete(One, (string id, GroupEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(id, person, cancellation)).WithName("Group_DeleteGroup").WithTags("Group");
        routes.Get($"{One}/members", (string id, int? page, int? pageSize, string? search, GroupEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.MembersAsync(id, page, pageSize, search, person, cancellation)).WithName("Group_GroupMembers").WithTags("Group");
        routes.Post($"{One}/members/{{userId}}", (string id, string userId, GroupEndpoints handler, Person person, CancellationToken cancellation) => handler.ChangeMemberAsync(id, userId, isAdded: true, person, cancellation)).WithName("Group_AddUserToGroup").WithTags("Group");
        routes.Delete($"{One}/members/{{userId}}", (string id, string userId, GroupEndpoints handler, Person person, CancellationToken cancellation) => handler.ChangeMemberAsync(id, userId, isAdded: false, person, cancellation)).WithName("Group_DeleteUserFromGroup").WithTags("Group");
        routes.Get($"{One}/roles", (string id, int? page, int? pageSize, string? search, string? type, bool? authorized, GroupEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RolesAsync(id, page, pageSize, search, type, authorized, person, context, cancellation)).WithName("Group_ListGroupRoles").WithTags("Group");
        routes.Put($"{One}/roles", (string id, UpdateRolesRequest request, GroupEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateRolesAsync(id, request, person, cancellation)).WithName("Group_UpdateGroupRoles").WithTags("Group");
        routes.Get($"{One}/subjects", (string id, int? page, int? pageSize, string? search, GroupEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.SubjectsAsync(id, page, pageSize, search, person, context, cancellation)).WithName("Group_ListGroupSubjects").WithTags("Group");
    }

    private async Task<Result<GroupPage>> ListAsync(int? page, int? pageSize, string? search, string? sortBy, string? sortDir, Person person, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (GroupStore.OrderOf(sortBy, sortDir) is not { } order) return Error.Invalid("sortBy", "user.filter", ("field", "sortBy"));
        if (await RefusalAsync(person, "list", cancellationToken) is not null) return new GroupPage(Pagination.Of(wanted, 0), []);
        var (groups, total) = await store.ListAsync(search ?? "", order, wanted, cancellationToken);
        var mayAuthorize = await RefusalAsync(person, "authorize", cancellationToken) is null;
        return new GroupPage(Pagination.Of(wanted, total), [.. groups.Select(group => Shape(group, mayAuthorize))]);
    }

    private async Task<Result<GroupDetail>> GetAsync(string id, Person person, HttpContext context, CancellationToken cancellationToken) =>
        (await FindAsync(id, person, cancellationToken)).TryGet(out var group, out var error) ? new GroupDetail(await ShapeAsync(group, person, context, cancellationToken)) : error;

    private async Task<Result<GroupInfo>> GetByNameAsync(string name, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        return await store.FindByNameAsync(name, cancellationToken) is { } group ? await ShapeAsync(group, person, context, cancellationToken) : Unknown();
    }

    private async Task<Result<CreateGroupResponse>> CreateAsync(CreateGroupRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "create", cancellationToken) is { } refused) return refused;
        if ((NameRules.Check(request.Name) ?? NameRules.CheckText(request.Description, "description")) is { } wrong) return wrong;
        RequestRecord.Name(context, request.Name!);
        var now = time.GetUtcNow();
        var group = new GroupRow { Id = Guid.CreateVersion7(now), Name = request.Name!, Description = request.Description ?? "", Created = now, Updated = now };
        return await changes.RunAsync<CreateGroupResponse>(
            async (connection, transaction) => await GroupStore.AddAsync(connection, transaction, group, cancellationToken)
                ? new CreateGroupResponse($"{group.Id}")
                : Error.Of(ErrorCode.AlreadyExists, "group.name.taken", ("name", group.Name)),
            cancellationToken);
    }

    private async Task<Result<Empty>> UpdateAsync(string id, UpdateGroupRequest request, Person person, CancellationToken cancellationToken)
    {
        if (NameRules.CheckText(request.Description, "description") is { } wrong) return wrong;
        return await ChangeAsync(
            id,
            "update",
            person,
            async (group, connection, transaction) =>
            {
                if (request.Name is { Length: > 0 } && request.Name != group.Name) return Error.Invalid("name", "group.name.fixed");
                await GroupStore.DescribeAsync(connection, transaction, group.Id, request.Description ?? group.Description, time.GetUtcNow(), cancellationToken);
                return default(Empty);
            },
            cancellationToken);
    }

    private async Task<Result<Empty>> DeleteAsync(string id, Person person, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(
            id,
            "delete",
            person,
            async (group, connection, transaction) =>
            {
                await RoleStore.TakeAllAsync(connection, transaction, group.Id, cancellationToken);
                foreach (var held in holdings) await held.RemoveAsync(connection, transaction, SubjectKind.Group, group.Id, cancellationToken);
                await GroupStore.DeleteAsync(connection, transaction, group.Id, time.GetUtcNow(), cancellationToken);
                return default(Empty);
            },
            cancellationToken);
        if (result.Error is not null) return result;
        foreach (var held in holdings) held.Removed();
        return result;
    }

    private Task<Result<Empty>> ChangeMemberAsync(string id, string userId, bool isAdded, Person person, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "update-members",
            person,
            async (group, connection, transaction) =>
            {
                if (!Guid.TryParse(userId, out var user) || await UserStore.FindAsync(connection, transaction, user, cancellationToken) is null) return Error.Of(ErrorCode.NotFound, "user.unknown");
                if (isAdded) await GroupStore.JoinAsync(connection, transaction, group.Id, user, cancellationToken);
                else if (!await GroupStore.LeaveAsync(connection, transaction, group.Id, user, cancellationToken)) return Error.Of(ErrorCode.NotFound, "group.member.none");
                return default(Empty);
            },
            cancellationToken);

    private async Task<Result<GroupMemberPage>> MembersAsync(string id, int? page, int? pageSize, string? search, Person person, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var group, out error)) return error;
        var (users, total) = await store.MembersAsync(group.Id, search ?? "", wanted, cancellationToken);
        return new GroupMemberPage(
            Pagination.Of(wanted, total),
            [.. users.Select(user => new GroupMember($"{user.Id}", user.Name, user.Email, user.Description, user.FirstName, user.LastName, Rfc3339.Text(user.Created), Rfc3339.Text(user.Updated)))]);
    }

    private async Task<Result<HeldRoleList>> RolesAsync(
        string id, int? page, int? pageSize, string? search, string? type, bool? authorized, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var group, out error)) return error;
        return await roles.ListAsync(person, group.Id, search ?? "", type ?? "", authorized, wanted, RequestLanguage.Of(context), cancellationToken);
    }

    private async Task<Result<GroupSubjectPage>> SubjectsAsync(string id, int? page, int? pageSize, string? search, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var group, out error)) return error;
        var held = await roles.ListAsync(person, group.Id, search ?? "", "", authorized: true, wanted, RequestLanguage.Of(context), cancellationToken);
        return new GroupSubjectPage(held.Pagination, [.. held.Items.Select(role => new GroupSubject($"{group.Id}/{role.Name}", role.Name, "platform", role.Name, ""))]);
    }

    private async Task<Result<Empty>> UpdateRolesAsync(string id, UpdateRolesRequest request, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "authorize", cancellationToken) is { } refused) return refused;
        if (!(await FindAsync(id, person, cancellationToken)).TryGet(out var group, out var error)) return error;
        return await roles.UpdateAsync(person, SubjectKind.Group, group.Id, request, cancellationToken);
    }

    private async Task<Result<Empty>> ChangeAsync(
        string id,
        string verb,
        Person person,
        Func<GroupRow, System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task<Result<Empty>>> change,
        CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, verb, cancellationToken) is { } refused) return refused;
        if (!Guid.TryParse(id, out var key)) return Unknown();
        return await changes.RunAsync(
            async (connection, transaction) =>
            {
                if (await GroupStore.FindAsync(connection, transaction, key, cancellationToken) is not { } group) return Unknown();
                if (await reach.RefusalOfGroupAsync(connection, transaction, person, group.Id, group.Name, cancellationToken) is { } stronger) return stronger;
                return await change(group, connection, transaction);
            },
            cancellationToken);
    }

    private async Task<Result<GroupRow>> FindAsync(string id, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        return Guid.TryParse(id, out var key) && await store.FindAsync(key, cancellationToken) is { } group ? group : Unknown();
    }

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", "groups")), cancellationToken)).Error;

    private static Error Unknown() => Error.Of(ErrorCode.NotFound, "group.unknown");

    private async Task<GroupInfo> ShapeAsync(GroupRow group, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var shape = Shape(group, await RefusalAsync(person, "authorize", cancellationToken) is null);
        var stronger = await changes.AskAsync((connection, transaction) => reach.RefusalOfGroupAsync(connection, transaction, person, group.Id, group.Name, cancellationToken), cancellationToken);
        return shape with { Refusal = stronger is null ? "" : words.Render(stronger, RequestLanguage.Of(context)) };
    }

    private static GroupInfo Shape(GroupRow group, bool canAuthorize) =>
        new($"{group.Id}", group.Name, group.Members, group.Description, Rfc3339.Text(group.Created), canAuthorize) { Issuer = group.Issuer };
}
