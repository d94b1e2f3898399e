using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Roles;

/// <summary>The templates as they hold now.</summary>
internal sealed class RoleRules : IRoleRules
{
    private readonly Dictionary<string, RuleSet> _rules = RoleTemplates.BuiltIn.ToDictionary(static pair => pair.Key, static pair => new RuleSet(pair.Value), StringComparer.Ordinal);

    /// <inheritdoc />
    public long Version => 0;

    /// <inheritdoc />
    public RuleSet Of(string role) => _rules.GetValueOrDefault(role, RuleSet.None);
}
