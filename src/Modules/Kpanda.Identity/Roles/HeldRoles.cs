using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;

namespace Kpanda.Identity.Roles;

/// <summary>Which platform roles a person or group holds by itself, and giving and taking them.</summary>
internal sealed class HeldRoles(RoleStore store, RoleBook book, AccessChange changes)
{
    /// <summary>One page of all roles, each with whether it is held; of those that are, or are not, where <paramref name="authorized"/> says so. One that is held through groups alone counts as not held.</summary>
    public async Task<HeldRoleList> ListAsync(Person actor, Guid subject, string search, string type, bool? authorized, PageRequest page, Language language, CancellationToken cancellationToken)
    {
        var held = await store.HeldByAsync(subject, cancellationToken);
        var through = await store.HeldThroughGroupsAsync(subject, cancellationToken);
        var points = await store.AllPointsAsync(cancellationToken);
        var all = (await book.ListAsync(search, language, cancellationToken))
            .Where(role => type.Length == 0 || role.Type.ToString() == type)
            .Select(role => new HeldRole(role.Name, role.Type.ToString(), role.Description, role.CreatedAt, role.UpdatedAt, held.Contains(role.Name))
            {
                ThroughGroups = [.. through[role.Name]],
                MayGive = Reach.HoldsRole(actor, role.Name, points[role.Name]),
            })
            .Where(role => authorized is null || role.Authorized == authorized)
            .ToList();
        return new HeldRoleList(Pagination.Of(page, all.Count), held.Count, [.. all.Skip((int)Math.Min(int.MaxValue, page.Offset)).Take(page.PageSize)]);
    }

    /// <summary>Gives and takes roles, all or none; nobody gives or takes what they do not hold.</summary>
    public Task<Result<Empty>> UpdateAsync(Person actor, SubjectKind kind, Guid subject, UpdateRolesRequest request, CancellationToken cancellationToken) =>
        changes.RunAsync<Empty>(
            async (connection, transaction) =>
            {
                foreach (var (role, isGiven) in (request.AddRoles ?? []).Select(role => (role, true)).Concat((request.RemoveRoles ?? []).Select(role => (role, false))))
                {
                    if (role is null || (PlatformRoles.BuiltIn.GetValueOrDefault(role)?.Name ?? (await RoleStore.FindAsync(connection, transaction, role, cancellationToken))?.Name) != role)
                        return Error.Invalid(isGiven ? "addRoles" : "removeRoles", "role.unknown", ("name", role ?? ""));
                    if (await Reach.RefusalOfRoleAsync(connection, transaction, actor, role, cancellationToken) is { } refused) return refused;
                    if (isGiven) await RoleStore.GiveAsync(connection, transaction, kind, subject, role, cancellationToken);
                    else await RoleStore.TakeAsync(connection, transaction, subject, role, cancellationToken);
                }

                return default(Empty);
            },
            cancellationToken);
}
