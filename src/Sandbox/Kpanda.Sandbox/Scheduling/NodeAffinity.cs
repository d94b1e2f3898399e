using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Whether a node is one that a pod's selector and required affinity name.</summary>
internal static class NodeAffinity
{
    public static bool Matches(JsonObject pod, JsonObject node)
    {
        foreach (var (name, value) in pod.MapAt("spec", "nodeSelector"))
        {
            if (node.Label(name) != value)
                return false;
        }
        return MatchesTerms(pod.ObjectAt("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"), node);
    }

    /// <summary>Whether a node meets one of the terms of a node selector, or there is none.</summary>
    public static bool MatchesTerms(JsonObject? required, JsonObject node) => required is null || required.ObjectsAt("nodeSelectorTerms").Any(term => MatchesTerm(term, node));

    /// <summary>How much a pod would like a node: the weights of the preferences that the node meets.</summary>
    public static decimal Preference(JsonObject pod, JsonObject node) =>
        pod.ObjectsAt("spec", "affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
            .Where(item => item.ObjectAt("preference") is { } term && MatchesTerm(term, node)).Sum(item => item.IntAt("weight") ?? 0) / 100m;

    private static bool MatchesTerm(JsonObject term, JsonObject node)
    {
        var expressions = term.ObjectsAt("matchExpressions").ToList();
        var fields = term.ObjectsAt("matchFields").ToList();
        if (expressions.Count == 0 && fields.Count == 0)
            return false;
        return expressions.All(rule => Holds(rule, node.Label(rule.TextAt("key") ?? "")))
            && fields.All(rule => Holds(rule, rule.TextAt("key") == "metadata.name" ? node.Name() : null));
    }

    private static bool Holds(JsonObject rule, string? value)
    {
        var values = rule.ArrayAt("values").Texts().ToList();
        return rule.TextAt("operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => Compare(value, values) > 0,
            "Lt" => Compare(value, values) < 0,
            _ => false,
        };
    }

    private static int Compare(string? value, List<string> values) =>
        values.Count == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : 0;
}
