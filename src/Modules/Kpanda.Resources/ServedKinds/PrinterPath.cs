using System.Text.Json;

namespace Kpanda.Resources.ServedKinds;

/// <summary>
/// The simple JSONPath of printer columns: <c>.spec.a</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[*]</c> and <c>[?(@.type=="Ready")]</c>
/// (https://kubernetes.io/docs/reference/kubectl/jsonpath/). A path that is not of this form finds nothing.
/// </summary>
internal sealed class PrinterPath
{
    private readonly Step[] _steps;

    private PrinterPath(Step[] steps) => _steps = steps;

    private delegate IEnumerable<JsonElement> Step(JsonElement element);

    public static PrinterPath Parse(string path)
    {
        var text = path.Trim();
        if (text.StartsWith('{') && text.EndsWith('}')) text = text[1..^1];
        if (text.StartsWith('$')) text = text[1..];
        var steps = new List<Step>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '.') at++;
            else if (text[at] == '[')
            {
                var end = EndOfBracket(text, at);
                if (end < 0 || Bracket(text[(at + 1)..end].Trim()) is not { } step) return new([_ => []]);
                steps.Add(step);
                at = end + 1;
            }
            else
            {
                var name = Name(text, ref at);
                steps.Add(name == "*" ? All : element => Field(element, name));
            }
        }

        return new([.. steps]);
    }

    /// <summary>The values as kubectl prints them, several joined by commas; null where there is none.</summary>
    public string? Read(JsonElement obj)
    {
        IEnumerable<JsonElement> found = [obj];
        foreach (var step in _steps) found = found.SelectMany(element => step(element));
        var values = found.Select(Text).OfType<string>().ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        // Labels and selectors read better as kubectl writes them elsewhere.
        JsonValueKind.Object when element.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.String) =>
            string.Join(", ", element.EnumerateObject().Select(field => $"{field.Name}={field.Value.GetString()}")),
        _ => element.GetRawText(),
    };

    // A dot that belongs to the name is written \. in a path.
    private static string Name(string text, ref int at)
    {
        var name = new System.Text.StringBuilder();
        for (; at < text.Length && text[at] is not ('.' or '['); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            name.Append(text[at]);
        }

        return name.ToString();
    }

    private static int EndOfBracket(string text, int start)
    {
        var quote = '\0';
        for (var i = start + 1; i < text.Length; i++)
        {
            if (quote != '\0') quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '\'' or '"') quote = text[i];
            else if (text[i] == ']') return i;
        }

        return -1;
    }

    private static Step? Bracket(string inside)
    {
        if (inside == "*") return All;
        if (int.TryParse(inside, out var index)) return element => Entry(element, index);
        if (Quoted(inside) is { } name) return element => Field(element, name);
        return inside.StartsWith("?(", StringComparison.Ordinal) && inside.EndsWith(')') ? Filter(inside[2..^1]) : null;
    }

    private static Step? Filter(string condition)
    {
        var negated = condition.Contains("!=", StringComparison.Ordinal);
        var parts = condition.Split(negated ? "!=" : "==", 2, StringSplitOptions.TrimEntries);
        if (parts is not [var left, var right] || !left.StartsWith('@')) return null;
        var path = Parse(left[1..]);
        var wanted = Quoted(right) ?? right;
        return element => All(element).Where(entry => path.Read(entry) == wanted != negated);
    }

    private static string? Quoted(string text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '\'' or '"' ? text[1..^1].Replace("\\.", ".", StringComparison.Ordinal) : null;

    private static IEnumerable<JsonElement> Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? [value] : [];

    private static IEnumerable<JsonElement> Entry(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Array) return [];
        var at = index < 0 ? element.GetArrayLength() + index : index;
        return at >= 0 && at < element.GetArrayLength() ? [element[at]] : [];
    }

    private static IEnumerable<JsonElement> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray(),
        JsonValueKind.Object => element.EnumerateObject().Select(field => field.Value),
        _ => [],
    };
}
