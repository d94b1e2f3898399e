namespace Kpanda.Permissions.Roles;

/// <summary>A rule as Kubernetes writes it.</summary>
internal sealed record TemplateRule(
    IReadOnlyList<string>? Verbs, IReadOnlyList<string>? ApiGroups, IReadOnlyList<string>? Resources, IReadOnlyList<string>? ResourceNames, IReadOnlyList<string>? NonResourceURLs);

/// <summary>All of what was changed about a role: it replaces what was changed before.</summary>
/// <param name="Additions">Rules that the role has besides.</param>
/// <param name="Subtractions">What is taken away; only of roles in a namespace, and by names of groups, resources and verbs alone (<c>*</c> stands for all verbs).</param>
/// <param name="Changed">When it was changed before, as it was read; null for never. Where somebody else changed it since, nothing is done.</param>
internal sealed record AdjustRoleRequest(IReadOnlyList<TemplateRule>? Additions, IReadOnlyList<TemplateRule>? Subtractions, DateTimeOffset? Changed);

/// <summary>A role that grants give.</summary>
/// <param name="Name">Name of its ClusterRole in every member.</param>
/// <param name="Scope"><c>cluster</c> or <c>namespace</c>.</param>
/// <param name="Rules">What it may now.</param>
/// <param name="BuiltIn">What it may where nobody changes it.</param>
/// <param name="Additions">What was added.</param>
/// <param name="Subtractions">What was taken away.</param>
/// <param name="ChangedBy">Who changed it last; empty for nobody.</param>
/// <param name="Changed">When; null for never.</param>
internal sealed record RoleTemplateShape(
    string Name,
    string Scope,
    IReadOnlyList<TemplateRule> Rules,
    IReadOnlyList<TemplateRule> BuiltIn,
    IReadOnlyList<TemplateRule> Additions,
    IReadOnlyList<TemplateRule> Subtractions,
    string ChangedBy,
    DateTimeOffset? Changed);

/// <summary>All of them.</summary>
internal sealed record RoleTemplateList(IReadOnlyList<RoleTemplateShape> Items)
{
    /// <summary>Whether the person who asks may change them.</summary>
    public bool MayUpdate { get; init; }
}

/// <summary>How a role stands in a cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="State"><c>applied</c>, <c>pending</c>, <c>failed</c>, or <c>unused</c> where nothing is granted and no role is written.</param>
/// <param name="Message">Why it is no further; empty otherwise.</param>
internal sealed record RoleInCluster(string Cluster, string State, string Message);

/// <summary>How a role stands everywhere.</summary>
internal sealed record RoleRolloutList(IReadOnlyList<RoleInCluster> Items);
