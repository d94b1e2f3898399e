using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kpanda.KubeModel;

/// <summary>A parsed field selector (<c>status.phase=Running,spec.nodeName!=n1</c>). Immutable. Which fields exist is for the kind to say.</summary>
public sealed class FieldSelector
{
    private FieldSelector(IReadOnlyList<FieldRequirement> requirements) => Requirements = requirements;

    /// <summary>Matches every object.</summary>
    public static FieldSelector Everything { get; } = new([]);

    /// <summary>The conditions; an object must meet all.</summary>
    public IReadOnlyList<FieldRequirement> Requirements { get; }

    /// <summary>Whether every object matches.</summary>
    public bool IsEverything => Requirements.Count == 0;

    /// <summary>Parses the query form. On failure <paramref name="error"/> is Kubernetes' message.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FieldSelector? selector, [NotNullWhen(false)] out string? error)
    {
        selector = Everything;
        error = null;
        if (string.IsNullOrEmpty(text)) return true;
        List<FieldRequirement> found = [];
        foreach (var term in Split(text))
        {
            if (term.Length == 0) continue;
            if (Read(term) is { } requirement)
            {
                found.Add(requirement);
                continue;
            }

            selector = null;
            error = $"invalid selector: '{text}'; can't understand '{term}'";
            return false;
        }

        selector = new(found);
        return true;
    }

    /// <summary>Whether an object is selected, where <paramref name="valueOf"/> gives the value of a field.</summary>
    public bool Matches(Func<string, string> valueOf) => Requirements.All(r => (valueOf(r.Field) == r.Value) != r.Negated);

    /// <summary>The value that the selector demands of a field, or null: lists may be narrowed by it.</summary>
    public string? Exact(string field) => Requirements.FirstOrDefault(r => r.Field == field && !r.Negated)?.Value;

    /// <inheritdoc />
    public override string ToString() => string.Join(',', Requirements);

    private static FieldRequirement? Read(string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            if (term[i] == '\\') i++;
            else if (string.CompareOrdinal(term, i, "!=", 0, 2) == 0) return new(term[..i], Unescape(term[(i + 2)..]), true);
            else if (string.CompareOrdinal(term, i, "==", 0, 2) == 0) return new(term[..i], Unescape(term[(i + 2)..]), false);
            else if (term[i] == '=') return new(term[..i], Unescape(term[(i + 1)..]), false);
        }

        return null;
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal)) return value;
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length) i++;
            plain.Append(value[i]);
        }

        return plain.ToString();
    }
}
