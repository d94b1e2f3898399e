using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Roles;

/// <summary>The rules of a role with what somebody added and took away. Refuses what cannot be said by rules, which only ever allow.</summary>
internal static class AdjustedRules
{
    private const int MostRules = 100;
    private const int MostWords = 100;
    private const int LongestWord = 253;
    private const string Any = "*";

    /// <returns>The final rules, or the error that names what is wrong.</returns>
    public static Result<IReadOnlyList<PolicyRule>> Of(string role, IReadOnlyList<PolicyRule> builtIn, IReadOnlyList<PolicyRule> additions, IReadOnlyList<PolicyRule> subtractions)
    {
        if (additions.Count > MostRules || subtractions.Count > MostRules) return Error.Invalid("additions", "template.rules.many", ("most", $"{MostRules}"));
        if (subtractions.Count > 0 && RoleTemplates.IsOfCluster(role)) return Error.Invalid("subtractions", "template.subtract.cluster", ("role", role));
        foreach (var rule in additions)
            if ((Wrong("additions", rule) ?? WrongAddition(role, rule)) is { } wrong) return wrong;
        foreach (var rule in subtractions)
            if ((Wrong("subtractions", rule) ?? WrongSubtraction(rule)) is { } wrong) return wrong;

        var taken = subtractions.SelectMany(Points).ToHashSet();
        var rules = new List<PolicyRule>();
        foreach (var rule in builtIn.Concat(additions.Select(rule => rule with { Verbs = Expand(rule.Verbs) }))) rules.AddRange(taken.Count == 0 ? [rule] : Without(rule, taken));

        // A rule for all groups or all resources cannot leave one of them out.
        foreach (var (verb, group, resource) in taken)
        {
            var parts = resource.Split('/');
            var request = new Identity.Access.AccessRequest(verb, new(group, parts[0])) { Subresource = parts.Length > 1 ? parts[1] : "" };
            if (rules.Exists(rule => rule.Allows(request))) return Error.Invalid("subtractions", "template.subtract.wildcard", ("verb", verb), ("resource", Name(group, resource)));
        }

        return rules;
    }

    /// <summary>A subtraction that takes nothing away: a word of it is written wrong, or it is done already. Null where each takes something.</summary>
    public static Error? Idle(IReadOnlyList<PolicyRule> builtIn, IReadOnlyList<PolicyRule> additions, IReadOnlyList<PolicyRule> subtractions)
    {
        var before = builtIn.Concat(additions).SelectMany(Points).ToHashSet();
        foreach (var taken in subtractions.SelectMany(Points).GroupBy(static point => (point.Group, point.Resource)))
            if (!taken.Any(before.Contains)) return Error.Invalid("subtractions", "template.subtract.nothing", ("resource", Name(taken.Key.Group, taken.Key.Resource)));
        return null;
    }

    private static Error? Wrong(string field, PolicyRule rule)
    {
        var isOfPaths = rule.NonResourceUrls.Count > 0;
        var words = rule.Verbs.Concat(rule.ApiGroups).Concat(rule.Resources).Concat(rule.ResourceNames).Concat(rule.NonResourceUrls).ToList();
        if (rule.Verbs.Count == 0 || (isOfPaths ? rule.Resources.Count + rule.ApiGroups.Count + rule.ResourceNames.Count > 0 : rule.Resources.Count == 0 || rule.ApiGroups.Count == 0)) return Error.Invalid(field, "template.rule.incomplete");
        if (words.Count > MostWords || words.Exists(static word => word is null || word.Length > LongestWord || word.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))) return Error.Invalid(field, "template.rule.word");
        return rule.Verbs.Concat(rule.Resources).Any(static word => word.Length == 0) ? Error.Invalid(field, "template.rule.word") : null;
    }

    private static Error? WrongAddition(string role, PolicyRule rule)
    {
        if (rule.NonResourceUrls.Count > 0 && !RoleTemplates.IsOfCluster(role)) return Error.Invalid("additions", "template.add.paths", ("role", role));

        // Rights that give away rights would make a role more than it is.
        return rule.NonResourceUrls.Count == 0 && rule.Verbs.FirstOrDefault(static verb => verb != Any && !RoleTemplates.Verbs.Contains(verb)) is { } verb
            ? Error.Invalid("additions", "template.rule.verb", ("verb", verb), ("verbs", string.Join(", ", RoleTemplates.Verbs)))
            : null;
    }

    private static Error? WrongSubtraction(PolicyRule rule) =>
        rule.ResourceNames.Count > 0 || rule.NonResourceUrls.Count > 0 || rule.ApiGroups.Contains(Any) || rule.Resources.Any(static resource => resource.Contains(Any, StringComparison.Ordinal))
            ? Error.Invalid("subtractions", "template.subtract.form")
            : null;

    private static string Name(string group, string resource) => group.Length == 0 ? resource : $"{group}/{resource}";

    private static IReadOnlyList<string> Expand(IReadOnlyList<string> verbs) => verbs.Contains(Any) ? RoleTemplates.Verbs : verbs;

    private static IEnumerable<(string Verb, string Group, string Resource)> Points(PolicyRule rule) =>
        from verb in Expand(rule.Verbs)
        from @group in rule.ApiGroups
        from resource in rule.Resources
        select (verb, @group, resource);

    // A rule that loses nothing stays as it is; of others each group and resource keeps what is left of its verbs.
    private static IEnumerable<PolicyRule> Without(PolicyRule rule, HashSet<(string Verb, string Group, string Resource)> taken)
    {
        if (!Points(rule).Any(taken.Contains)) return [rule];
        return from @group in rule.ApiGroups
               from resource in rule.Resources
               let left = Expand(rule.Verbs).Where(verb => !taken.Contains((verb, @group, resource))).ToArray()
               where left.Length > 0
               group resource by (Group: @group, Verbs: string.Join(' ', left)) into alike
               select rule with { ApiGroups = [alike.Key.Group], Verbs = alike.Key.Verbs.Split(' '), Resources = [.. alike] };
    }
}
