using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Kpanda.KubeModel;

/// <summary>
/// A parsed label selector (<c>app=cart,tier in (web,api),!canary</c>). Immutable.
/// Source: <c>metav1.LabelSelector</c> and the query parameter <c>labelSelector</c>.
/// </summary>
public sealed class LabelSelector
{
    private LabelSelector(IReadOnlyList<LabelRequirement>? requirements) => this.requirements = requirements;

    private readonly IReadOnlyList<LabelRequirement>? requirements;

    /// <summary>Matches every object.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Matches no object: an absent <c>metav1.LabelSelector</c>.</summary>
    public static LabelSelector Nothing { get; } = new(null);

    /// <summary>The conditions; an object must meet all. Empty for <see cref="Everything"/> and for <see cref="Nothing"/>.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => requirements ?? [];

    /// <summary>Whether every object matches.</summary>
    public bool IsEverything => requirements is { Count: 0 };

    /// <summary>A selector of these conditions; none matches everything.</summary>
    public static LabelSelector Of(params IEnumerable<LabelRequirement> requirements) => new([.. requirements]);

    /// <summary>Parses the query form. On failure <paramref name="error"/> is Kubernetes' message.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LabelSelector? selector, [NotNullWhen(false)] out string? error)
    {
        selector = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            selector = Everything;
            error = null;
            return true;
        }

        if (!LabelSelectorParser.TryParse(text, out var parsed, out error)) return false;
        selector = new(parsed);
        return true;
    }

    /// <summary>
    /// Reads a <c>metav1.LabelSelector</c>: absent matches nothing, empty matches everything. False where it is malformed
    /// (an unknown operator, values where none may be, values missing).
    /// </summary>
    public static bool TryRead(JsonObject? source, [NotNullWhen(true)] out LabelSelector? selector, [NotNullWhen(false)] out string? error)
    {
        selector = Nothing;
        error = null;
        if (source is null) return true;

        List<LabelRequirement> found = [];
        foreach (var (key, value) in source["matchLabels"] as JsonObject ?? []) found.Add(new(key, LabelOperator.In, [value?.ToString() ?? ""]));
        foreach (var expression in (source["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Read(expression, out error) is { } requirement)
            {
                found.Add(requirement);
                continue;
            }

            selector = null;
            error ??= "malformed expression";
            return false;
        }

        selector = new(found);
        return true;
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        if (requirements is null) return false;
        foreach (var requirement in requirements)
        {
            if (!requirement.Matches(labels)) return false;
        }

        return true;
    }

    /// <summary>The query form.</summary>
    public override string ToString() => string.Join(',', Requirements);

    private static LabelRequirement? Read(JsonObject expression, out string? error)
    {
        error = null;
        var key = expression["key"]?.ToString() ?? "";
        string[] values = [.. (expression["values"] as JsonArray ?? []).Select(v => v?.ToString() ?? "")];
        LabelOperator? op = expression["operator"]?.ToString() switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            _ => null,
        };
        if (op is null) error = $"\"{expression["operator"]}\" is not a valid label selector operator";
        else if (op is LabelOperator.In or LabelOperator.NotIn && values.Length == 0) error = "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty";
        else if (op is LabelOperator.Exists or LabelOperator.DoesNotExist && values.Length > 0) error = "values: Invalid value: []: values set must be empty for exists and does not exist";
        return error is null ? new LabelRequirement(key, op!.Value, values) : null;
    }
}
