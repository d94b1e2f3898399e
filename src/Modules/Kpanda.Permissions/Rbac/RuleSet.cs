using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>The rules of one role. Immutable; the same rules are one instance (<see cref="RuleSetPool"/>), so that whether a role changed is a comparison of references.</summary>
internal sealed class RuleSet(IReadOnlyList<PolicyRule> rules)
{
    /// <summary>A role that allows nothing, or is not there.</summary>
    public static RuleSet None { get; } = new([]);

    /// <summary>The rules.</summary>
    public IReadOnlyList<PolicyRule> Rules => rules;

    /// <summary>Everything, as platform roles give it.</summary>
    public static RuleSet Everything { get; } = new([new PolicyRule { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] }]);

    /// <summary>Whether who holds it has something in the cluster: rights that everybody has to ask about themselves are nothing.</summary>
    public bool OpensCluster { get; } = rules.Any(static rule => rule.OpensCluster);

    /// <summary>Whether it allows exactly this.</summary>
    public bool Allows(AccessRequest request)
    {
        foreach (var rule in rules)
            if (rule.Allows(request)) return true;
        return false;
    }

    /// <summary>The single objects with which it allows this.</summary>
    public IEnumerable<string> NamesFor(string verb, GroupResource resource, string subresource) =>
        rules.Where(rule => rule.IsAbout(verb, resource, subresource)).SelectMany(static rule => rule.ResourceNames);

    /// <summary>Whether it allows this with every object of a collection.</summary>
    public bool AllowsAll(string verb, GroupResource resource)
    {
        foreach (var rule in rules)
            if (rule.AllowsAll(verb, resource)) return true;
        return false;
    }
}
