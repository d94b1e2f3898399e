using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Roles;

/// <summary>The rules of the roles that grants give, as they are to be in every member. The one source for decisions and for what is written to members. Safe for concurrent use.</summary>
internal interface IRoleRules
{
    /// <summary>Grows with every change of any of them.</summary>
    long Version { get; }

    /// <summary>The rules of a role by the name of its ClusterRole, such as <c>role-template-ns-edit</c>; none for a name that is not one of them.</summary>
    RuleSet Of(string role);
}
