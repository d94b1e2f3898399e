using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Access;

/// <summary>
/// Decides by the roles and bindings in the store. Parsed once for each state of the RBAC objects; a decision reads the parsed form only. Thread-safe.
/// </summary>
internal sealed class RbacRules(SandboxCluster cluster)
{
    private volatile Parsed? parsed;

    /// <summary>Whether a user may, and the words in which a review says why.</summary>
    public bool Allows(SandboxUser user, AccessAttributes attributes, out string reason)
    {
        foreach (var (rule, why) in RulesOf(user, attributes.Namespace))
        {
            if (!rule.Allows(attributes)) continue;
            reason = why();
            return true;
        }

        reason = "";
        return false;
    }

    /// <summary>The rules that hold for a user in a namespace, the cluster-wide ones first.</summary>
    public IEnumerable<(PolicyRule Rule, Func<string> Why)> RulesOf(SandboxUser user, string ns)
    {
        var state = Current();
        foreach (var binding in state.ClusterBindings)
        {
            if (binding.SubjectOf(user) is not { } subject) continue;
            foreach (var rule in state.Rules(binding.RoleKind, "", binding.RoleName))
                yield return (rule, () => $"RBAC: allowed by ClusterRoleBinding \"{binding.Name}\" of {binding.RoleKind} \"{binding.RoleName}\" to {subject}");
        }

        if (ns.Length == 0) yield break;
        foreach (var binding in state.Bindings.GetValueOrDefault(ns) ?? [])
        {
            if (binding.SubjectOf(user) is not { } subject) continue;
            foreach (var rule in state.Rules(binding.RoleKind, ns, binding.RoleName))
                yield return (rule, () => $"RBAC: allowed by RoleBinding \"{binding.Name}/{ns}\" of {binding.RoleKind} \"{binding.RoleName}\" to {subject}");
        }
    }

    /// <summary>The rules of one role, or null where there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? RulesOfRole(string kind, string ns, string name)
    {
        var state = Current();
        return state.Roles.GetValueOrDefault((kind, kind == "ClusterRole" ? "" : ns, name));
    }

    private Parsed Current()
    {
        var stamp = Stamp();
        var state = parsed;
        if (state is not null && state.Stamp == stamp) return state;
        return parsed = Parse(stamp);
    }

    private ((int, long) Roles, (int, long) ClusterRoles, (int, long) Bindings, (int, long) ClusterBindings) Stamp() => (
        cluster.Store.LastChange(BuiltIn.Roles), cluster.Store.LastChange(BuiltIn.ClusterRoles), cluster.Store.LastChange(BuiltIn.RoleBindings),
        cluster.Store.LastChange(BuiltIn.ClusterRoleBindings));

    private Parsed Parse(((int, long), (int, long), (int, long), (int, long)) stamp)
    {
        var state = new Parsed(stamp);
        foreach (var resource in (ReadOnlySpan<GroupResource>)[BuiltIn.ClusterRoles, BuiltIn.Roles])
        {
            var kind = resource == BuiltIn.Roles ? "Role" : "ClusterRole";
            foreach (var role in cluster.Store.List(resource))
                state.Roles[(kind, role.Key.Namespace, role.Key.Name)] = [.. role.ToNode().Each("rules").Select(PolicyRule.From)];
        }

        state.ClusterBindings = [.. cluster.Store.List(BuiltIn.ClusterRoleBindings).Select(RoleBindingFacts.From)];
        foreach (var group in cluster.Store.List(BuiltIn.RoleBindings).GroupBy(b => b.Key.Namespace)) state.Bindings[group.Key] = [.. group.Select(RoleBindingFacts.From)];
        return state;
    }

    private sealed class Parsed(((int, long), (int, long), (int, long), (int, long)) stamp)
    {
        public ((int, long), (int, long), (int, long), (int, long)) Stamp => stamp;

        public Dictionary<(string Kind, string Namespace, string Name), IReadOnlyList<PolicyRule>> Roles { get; } = [];

        public IReadOnlyList<RoleBindingFacts> ClusterBindings { get; set; } = [];

        public Dictionary<string, IReadOnlyList<RoleBindingFacts>> Bindings { get; } = new(StringComparer.Ordinal);

        public IReadOnlyList<PolicyRule> Rules(string kind, string ns, string name) => Roles.GetValueOrDefault((kind, kind == "ClusterRole" ? "" : ns, name)) ?? [];
    }
}
