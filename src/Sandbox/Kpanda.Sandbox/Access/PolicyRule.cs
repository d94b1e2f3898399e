using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;

namespace Kpanda.Sandbox.Access;

/// <summary>One rule of a role.</summary>
internal sealed record PolicyRule(
    IReadOnlyList<string> Verbs, IReadOnlyList<string> Groups, IReadOnlyList<string> Resources, IReadOnlyList<string> Names, IReadOnlyList<string> Paths)
{
    public static PolicyRule From(JsonObject rule) =>
        new(rule.Words("verbs"), rule.Words("apiGroups"), rule.Words("resources"), rule.Words("resourceNames"), rule.Words("nonResourceURLs"));

    public bool Allows(AccessAttributes attributes)
    {
        if (!Has(Verbs, attributes.Verb)) return false;
        if (attributes.Path is { } path) return Paths.Any(p => p == "*" || p == path || (p.EndsWith('*') && path.StartsWith(p[..^1], StringComparison.Ordinal)));
        return Has(Groups, attributes.Group) && HasResource(attributes) && (Names.Count == 0 || (attributes.Name.Length > 0 && Names.Contains(attributes.Name)));
    }

    private static bool Has(IReadOnlyList<string> words, string word) => words.Contains("*") || words.Contains(word);

    private bool HasResource(AccessAttributes attributes)
    {
        foreach (var resource in Resources)
        {
            if (resource == "*" || resource == attributes.FullResource) return true;
            if (attributes.Subresource.Length > 0 && resource.StartsWith("*/", StringComparison.Ordinal) && resource[2..] == attributes.Subresource) return true;
        }

        return false;
    }
}
