using Kpanda.Identity.Access;
using Kpanda.Identity.Roles;

namespace Kpanda.Identity.Account;

/// <summary>Published <c>currentuserGlobalPermission</c>: what the console shows somebody beyond what is their own. Those of features that the platform does not have are never answered.</summary>
internal enum GlobalPermission
{
    Unknown,
    ListUser,
    CreateUser,
    UpdateUser,
    DeleteUser,
    AuthorizeUser,
    ListGroup,
    CreateGroup,
    UpdateGroup,
    DeleteGroup,
    UpdateGroupUser,
    AuthorizeGroup,
    GetRole,
    GetIdp,
    CreateIdp,
    UpdateIdp,
    DeleteIdp,
    GetAudit,
    DeleteAudit,
    GetSecurityPolicy,
    UpdateSecurityPolicy,
    GetSMTP,
    UpdateSMTP,
    GetAppearance,
    UpdateAppearance,
    GetLicense,
    UpdateLicense,
    DeleteLicense,
    GetWorkspace,
    GetAboutPlatform,
    DeleteRole,
    UpdateRole,
    CreateRole,
    AccountingAndBilling,
    ReportManagement,
    GetClient,
    DeleteClient,
    UpdateClient,
    CreateClient,
    EditCluster,
    GetAccountingBilling,
    UpdateAccountingBilling,
    GetReportManagement,
    UpdateReportManagement,
    GetBillingSetting,
    UpdateBillingSetting,
}

internal static class GlobalPermissionPoints
{
    private static readonly (GlobalPermission Permission, PermissionPoint Point)[] Points =
    [
        (GlobalPermission.ListUser, new("list", "users", "ghippo")),
        (GlobalPermission.CreateUser, new("create", "users", "ghippo")),
        (GlobalPermission.UpdateUser, new("update", "users", "ghippo")),
        (GlobalPermission.DeleteUser, new("delete", "users", "ghippo")),
        (GlobalPermission.AuthorizeUser, new("authorize", "users", "ghippo")),
        (GlobalPermission.ListGroup, new("list", "groups", "ghippo")),
        (GlobalPermission.CreateGroup, new("create", "groups", "ghippo")),
        (GlobalPermission.UpdateGroup, new("update", "groups", "ghippo")),
        (GlobalPermission.DeleteGroup, new("delete", "groups", "ghippo")),
        (GlobalPermission.UpdateGroupUser, new("update-members", "groups", "ghippo")),
        (GlobalPermission.AuthorizeGroup, new("authorize", "groups", "ghippo")),
        (GlobalPermission.GetRole, new("list", "roles", "ghippo")),
        (GlobalPermission.CreateRole, new("create", "roles", "ghippo")),
        (GlobalPermission.UpdateRole, new("update", "roles", "ghippo")),
        (GlobalPermission.DeleteRole, new("delete", "roles", "ghippo")),
        // No role but Admin has these: they are no points of the catalog.
        (GlobalPermission.GetIdp, new("get", "idps", "ghippo")),
        (GlobalPermission.CreateIdp, new("create", "idps", "ghippo")),
        (GlobalPermission.UpdateIdp, new("update", "idps", "ghippo")),
        (GlobalPermission.DeleteIdp, new("delete", "idps", "ghippo")),
        (GlobalPermission.GetAudit, new("list", "audits", "ghippo")),
        (GlobalPermission.DeleteAudit, new("delete", "audits", "ghippo")),
        (GlobalPermission.GetSecurityPolicy, new("get", "securitypolicies", "ghippo")),
        (GlobalPermission.UpdateSecurityPolicy, new("update", "securitypolicies", "ghippo")),
        (GlobalPermission.GetWorkspace, new("list", "workspaces", "ghippo")),
        (GlobalPermission.EditCluster, new("update", "clusters", "kpanda")),
    ];

    /// <summary>What somebody may do.</summary>
    public static IReadOnlyList<GlobalPermission> Of(Person person) =>
    [
        .. Points.Where(entry =>
        {
            var (verb, resource) = entry.Point.ToRight();
            return person.IsPlatformAdministrator || person.Rights.Allows(verb, resource);
        }).Select(entry => entry.Permission),
    ];
}
