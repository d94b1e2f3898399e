using Kpanda.Hosting.Requests;

namespace Kpanda.Identity.Roles;

/// <summary>All platform roles: those that are built in, and those that somebody made.</summary>
internal sealed class RoleBook(RoleStore store)
{
    /// <summary>Built-in ones first, then the others by name.</summary>
    public async Task<IReadOnlyList<RoleInfo>> ListAsync(string part, Language language, CancellationToken cancellationToken)
    {
        IEnumerable<RoleInfo> all =
        [
            .. PlatformRoles.BuiltIn.Values.Select(role => new RoleInfo(role.Name, PlatformRoleKind.system, language == Language.Chinese ? role.Chinese : role.English, RoleScope.platform, "", "")),
            .. (await store.CustomAsync(cancellationToken)).Select(role =>
                new RoleInfo(role.Name, PlatformRoleKind.custom, role.Description, RoleScope.platform, Rfc3339.Text(role.Created), Rfc3339.Text(role.Updated))),
        ];
        return [.. all.Where(role => role.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>One role by its name; null where there is none.</summary>
    public async Task<RoleInfo?> FindAsync(string name, Language language, CancellationToken cancellationToken) =>
        (await ListAsync("", language, cancellationToken)).FirstOrDefault(role => role.Name == name);

    /// <summary>What a role allows.</summary>
    public async Task<IReadOnlyList<PermissionPoint>> PointsAsync(string name, CancellationToken cancellationToken) =>
        PlatformRoles.BuiltIn.TryGetValue(name, out var builtIn) ? builtIn.Points : await store.PointsAsync(name, cancellationToken);
}
