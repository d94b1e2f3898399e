using Kpanda.Hosting.Paging;

namespace Kpanda.Permissions.Grants;

/// <summary>Who holds a role.</summary>
/// <param name="Kind"><c>User</c> or <c>Group</c>.</param>
/// <param name="Id">Internal id; empty for somebody whom only a hand-made binding names.</param>
/// <param name="Name">What members know them by.</param>
internal sealed record SubjectShape(string Kind, string Id, string Name);

/// <summary>A role that somebody holds somewhere.</summary>
/// <param name="Id">Id of the grant; empty for a hand-made binding.</param>
/// <param name="Subject">Who.</param>
/// <param name="Role">Name of the role in the member.</param>
/// <param name="Cluster">Where.</param>
/// <param name="Namespace">Empty for the whole cluster.</param>
/// <param name="Source"><c>granted</c> here, or <c>hand-made</c> in the member.</param>
/// <param name="State"><c>applied</c>, <c>pending</c> or <c>failed</c>.</param>
/// <param name="Message">Why it is no further; empty for an applied one.</param>
internal sealed record GrantShape(string Id, SubjectShape Subject, string Role, string Cluster, string Namespace, string Source, string State, string Message)
{
    /// <summary>Who gave it; absent where that is not known.</summary>
    public SubjectShape? GrantedBy { get; init; }

    /// <summary>When; absent where that is not known.</summary>
    public DateTimeOffset? Granted { get; init; }

    /// <summary>Of a hand-made binding, the tool that its labels name as its maker, of another Kpanda with the id of the installation; empty where they name none.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>Name of the binding in the member.</summary>
    public string Binding { get; init; } = "";

    /// <summary>Kind of the role that a hand-made binding points to: <c>ClusterRole</c> or <c>Role</c>.</summary>
    public string RoleKind { get; init; } = "ClusterRole";

    /// <summary>Whether the person who asks may take it back.</summary>
    public bool MayDelete { get; init; }

    /// <summary>Whether the person who asks may give it another role.</summary>
    public bool MayUpdate { get; init; }
}

/// <summary>A page of grants.</summary>
internal sealed record GrantPageShape(IReadOnlyList<GrantShape> Items, Pagination Pagination);

/// <summary>Grants that were made, one for each person or group and place.</summary>
internal sealed record GrantsMade(IReadOnlyList<GrantShape> Items);

/// <summary>Somebody to give a role to: by id, or by name.</summary>
internal sealed record GrantSubject(string? Kind, string? Id, string? Name);

/// <summary>What to grant.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespaces">Namespaces; none for the whole cluster.</param>
/// <param name="Subjects">People and groups.</param>
/// <param name="Role">Name of the role.</param>
internal sealed record GrantRequest(string? Cluster, IReadOnlyList<string>? Namespaces, IReadOnlyList<GrantSubject>? Subjects, string? Role);

/// <summary>The role to give in place of the present one.</summary>
internal sealed record GrantChange(string? Role);

/// <summary>A role that can be granted.</summary>
/// <param name="Name">Its name in the member.</param>
/// <param name="Level"><c>cluster</c> or <c>namespace</c>.</param>
/// <param name="Rules">What it gives, as in a ClusterRole.</param>
internal sealed record GrantableRole(string Name, string Level, IReadOnlyList<GrantableRule> Rules)
{
    /// <summary>Whether the person may grant it in the place that was asked about; absent where none was.</summary>
    public bool? MayGrant { get; init; }
}

/// <summary>One rule of a role, as in <c>rbac.authorization.k8s.io/v1</c>.</summary>
internal sealed record GrantableRule(IReadOnlyList<string> Verbs, IReadOnlyList<string> ApiGroups, IReadOnlyList<string> Resources, IReadOnlyList<string> ResourceNames, IReadOnlyList<string> NonResourceUrls);

/// <summary>The roles that can be granted.</summary>
internal sealed record GrantableRoles(IReadOnlyList<GrantableRole> Items);

/// <summary>A page of people or groups.</summary>
internal sealed record SubjectPage(IReadOnlyList<SubjectShape> Items, Pagination Pagination);
