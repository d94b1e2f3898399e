using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.Roles;

/// <summary>Published <c>roleglobalRoleType</c>.</summary>
internal enum PlatformRoleKind
{
    /// <summary>Built in.</summary>
    system,

    /// <summary>Made by somebody.</summary>
    custom,
}

/// <summary>Published <c>roleAuthScope</c>: where a role counts.</summary>
internal enum RoleScope
{
    /// <summary>On the whole platform.</summary>
    platform,

    /// <summary>In a folder.</summary>
    folder,

    /// <summary>In a workspace.</summary>
    workspace,
}

/// <summary>Published <c>v1alpha1roleRoleInfo</c>. Built-in roles have no times.</summary>
internal sealed record RoleInfo(string Name, PlatformRoleKind Type, string Description, RoleScope Scope, string CreatedAt, string UpdatedAt)
{
    /// <summary>How many people hold it by themselves. Not published.</summary>
    public int UserCount { get; init; }

    /// <summary>How many groups hold it. Not published.</summary>
    public int GroupCount { get; init; }

    /// <summary>Whether whoever asks holds all that it gives, and so may give, take and change it. Not published.</summary>
    public bool Held { get; init; }
}

/// <summary>Published <c>roleListRolesResponse</c>.</summary>
internal sealed record RoleList(IReadOnlyList<RoleInfo> Items, Pagination Pagination);

/// <summary>Published <c>v1alpha1userRoleInfo</c> and <c>v1alpha1groupRoleInfo</c>: a role, and whether that person or group holds it by itself.</summary>
internal sealed record HeldRole(string Name, string Type, string Description, string CreatedAt, string UpdatedAt, bool Authorized)
{
    /// <summary>Names of the groups by which a person holds it as well; empty for a group. Not published.</summary>
    public IReadOnlyList<string> ThroughGroups { get; init; } = [];

    /// <summary>Whether whoever asks holds all that it gives, and so may give and take it. Not published.</summary>
    public bool MayGive { get; init; }
}

/// <summary>Published <c>userListUserRolesResponse</c> and <c>groupListGroupRolesResponse</c>.</summary>
/// <param name="AuthorizedCount">How many are held, over all pages.</param>
internal sealed record HeldRoleList(Pagination Pagination, long AuthorizedCount, IReadOnlyList<HeldRole> Items);

/// <summary>Body of changing the roles of a person or group.</summary>
internal sealed record UpdateRolesRequest(IReadOnlyList<string>? AddRoles, IReadOnlyList<string>? RemoveRoles);

/// <summary>Published <c>roleCreateRoleRequest</c>.</summary>
internal sealed record CreatePlatformRoleRequest(string? Name, string? Description, string? Scope, IReadOnlyList<PermissionPoint>? Perms);

/// <summary>Published body of changing a role: its description and all its permissions.</summary>
internal sealed record UpdatePlatformRoleRequest(string? Description, IReadOnlyList<PermissionPoint>? Perms);

/// <summary>Published <c>roleCheckRoleNameResponse</c>.</summary>
internal sealed record RoleNameUse(bool Exist);

/// <summary>Published <c>roleGetRoleMemberCountResponse</c>: how many hold a role by themselves.</summary>
internal sealed record RoleMemberCount(int UserCount, int GroupCount);

/// <summary>Published <c>roleListMembersByPlatformRoleResponse</c>.</summary>
internal sealed record RoleMemberList(IReadOnlyList<RoleMember> Items, Pagination Pagination);

/// <param name="Type"><c>user</c> or <c>group</c>.</param>
internal sealed record RoleMember(string Id, string Name, string Type, string Firstname, string Lastname);

/// <summary>Published <c>roleGetRoleResponse</c>.</summary>
internal sealed record RoleDetail(string Name, PlatformRoleKind Type, string Description, RoleScope Scope, string CreatedAt, string UpdatedAt, IReadOnlyList<ProductPermissions> GproductPerms)
{
    /// <summary>Whether whoever asks holds all that it gives, and so may give, take and change it. Not published.</summary>
    public bool Held { get; init; }

    /// <summary>Whether it opens every cluster as a whole. Not published.</summary>
    public bool ManagesEveryCluster { get; init; }
}

/// <param name="Gproduct">What the product is called.</param>
internal sealed record PermissionProduct(string Gproduct, string LocalizedName);

/// <summary>Published <c>roleGProductPermissions</c>.</summary>
internal sealed record ProductPermissions(PermissionProduct Gproduct, IReadOnlyList<CategoryPermissions> CategoryPerms);

/// <summary>Published <c>roleCategoryPermissions</c>.</summary>
internal sealed record CategoryPermissions(LocalizedWord Category, IReadOnlyList<ResourcePermissions> ResourcePerms);

/// <summary>Published <c>roleResourcePermissions</c>.</summary>
internal sealed record ResourcePermissions(LocalizedWord ResourceType, IReadOnlyList<PermissionAction> Actions);

/// <param name="LocalizedName">In the language of the request.</param>
internal sealed record LocalizedWord(string Name, string LocalizedName);

/// <summary>Published <c>roleResourceAction</c>.</summary>
internal sealed record PermissionAction(string Name, string LocalizedName, IReadOnlyList<string> Tips);

/// <summary>Published <c>roleListAllPermissionsResponse</c>: what custom roles can be made of.</summary>
internal sealed record AllPermissions(IReadOnlyList<ProductAllPermissions> GproductPerms);

/// <summary>Published <c>roleGProductAllPermissions</c>.</summary>
internal sealed record ProductAllPermissions(PermissionProduct Gproduct, IReadOnlyList<ScopeAllPermissions> AuthscopePerms);

/// <summary>Published <c>roleAuthScopeAllPermissions</c>.</summary>
internal sealed record ScopeAllPermissions(RoleScope AuthScope, IReadOnlyList<CategoryAllPermissions> CategoryPerms);

/// <summary>Published <c>roleCategoryAllPermissions</c>.</summary>
internal sealed record CategoryAllPermissions(LocalizedWord Category, IReadOnlyList<ResourceAllPermissions> ResourcePerms);

/// <summary>Published <c>roleResourceAllPermissions</c>.</summary>
internal sealed record ResourceAllPermissions(LocalizedWord ResourceType, IReadOnlyList<ActionWithNeeds> Actions);

/// <summary>Published <c>roleResourceActionWithDependency</c>: an action, and what it is of no use without.</summary>
internal sealed record ActionWithNeeds(PermissionAction Action, IReadOnlyList<PermissionPoint> DependPerms)
{
    /// <summary>Whether whoever asks holds it, and so may put it into a role. Not published.</summary>
    public bool Held { get; init; }
}
