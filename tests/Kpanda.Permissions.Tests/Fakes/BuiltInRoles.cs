using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Tests.Fakes;

/// <summary>The roles as they are where nobody changed them.</summary>
internal sealed class BuiltInRoles : IRoleRules
{
    private readonly Dictionary<string, RuleSet> _rules = RoleTemplates.BuiltIn.ToDictionary(pair => pair.Key, pair => new RuleSet(pair.Value));

    public long Version => 0;

    public RuleSet Of(string role) => _rules.GetValueOrDefault(role, RuleSet.None);
}
