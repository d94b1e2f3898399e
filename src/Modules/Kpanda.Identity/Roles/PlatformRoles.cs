using Kpanda.Identity.Access;

namespace Kpanda.Identity.Roles;

/// <summary>The platform roles that are built in: nobody changes or deletes them.</summary>
internal static class PlatformRoles
{
    public const string Admin = "Admin";
    public const string IamOwner = "IAM Owner";
    public const string AuditOwner = "Audit Owner";
    public const string KpandaOwner = "Kpanda Owner";
    public const string WorkspaceAndFolderOwner = "Workspace and Folder Owner";

    public static IReadOnlyDictionary<string, BuiltInRole> BuiltIn { get; } = new BuiltInRole[]
    {
        new(Admin, "Everything on the whole platform.", "整个平台的全部权限。", [new("*", "*", "ghippo"), new("*", "*", "kpanda")], ManagesEveryCluster: true),
        new(IamOwner, "Users, groups and roles.", "管理用户、用户组和角色。", [new("*", "users", "ghippo"), new("*", "groups", "ghippo"), new("*", "roles", "ghippo")]),
        new(AuditOwner, "Audit records.", "管理审计日志。", [new("*", "audits", "ghippo")]),
        new(KpandaOwner, "Everything in container management, in every cluster.", "容器管理的全部权限，包括所有集群。", [new("*", "*", "kpanda")], ManagesEveryCluster: true),
        new(WorkspaceAndFolderOwner, "All workspaces and folders.", "管理所有工作空间和文件夹。", [new("*", "workspaces", "ghippo"), new("*", "folders", "ghippo")]),
    }.ToDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);

    public static bool IsBuiltIn(string name) => BuiltIn.ContainsKey(name);
}

/// <param name="Points">What it allows; <c>*</c> stands for all of them.</param>
/// <param name="ManagesEveryCluster">Whether whoever holds it may do everything in every cluster.</param>
internal sealed record BuiltInRole(string Name, string English, string Chinese, IReadOnlyList<PermissionPoint> Points, bool ManagesEveryCluster = false)
{
    public PlatformRights Rights { get; } = PlatformRights.Of(Points.Select(point => point.ToRight()));
}
