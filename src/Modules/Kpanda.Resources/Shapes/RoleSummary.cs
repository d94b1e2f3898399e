namespace Kpanda.Resources.Shapes;

/// <summary>The roles of each user, by name.</summary>
[PublishedName("v1alpha1ListAllUserRoleSummaryResponse")]
internal sealed record UserRoles(IReadOnlyDictionary<string, RoleSummary> Items);

/// <summary>What a user is bound to: in whole clusters, and by namespace.</summary>
internal sealed record RoleSummary(IReadOnlyList<string> ClusterRoles, IReadOnlyDictionary<string, RoleNames> Roles);

internal sealed record RoleNames(IReadOnlyList<string> Names);

[PublishedName("v1alpha1ListAdminClusterSummaryResponse")]
internal sealed record ClusterNames(IReadOnlyList<string> Clusters);
