using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Roles;

/// <summary>What somebody changed about a role: final are the built-in rules and the additions, without the subtractions.</summary>
/// <param name="Role">Name of the template.</param>
/// <param name="Additions">Rules that it has besides.</param>
/// <param name="Subtractions">What is taken away again, wherever it comes from. Only of roles in a namespace.</param>
/// <param name="ChangedBy">Name of the person who changed it last.</param>
/// <param name="Changed">When.</param>
internal sealed record RoleAdjustment(string Role, IReadOnlyList<PolicyRule> Additions, IReadOnlyList<PolicyRule> Subtractions, string ChangedBy, DateTimeOffset Changed);
