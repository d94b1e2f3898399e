using System.Globalization;
using System.Text.Json;

namespace Kpanda.Search.Index;

/// <summary>A parsed path of an indexed field: <c>spec.nodeName</c>, <c>spec.containers[].image</c>.</summary>
internal sealed class FieldPath
{
    /// <summary>Between several values of one field; no value that people filter by has a line break.</summary>
    public const char Separator = '\n';

    private readonly (string Name, bool IsList)[] _steps;

    private FieldPath((string Name, bool IsList)[] steps) => _steps = steps;

    public static FieldPath Parse(string path)
    {
        var parts = path.Split('.');
        var steps = new (string, bool)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var isList = parts[i].EndsWith("[]", StringComparison.Ordinal);
            steps[i] = (isList ? parts[i][..^2] : parts[i], isList);
        }

        return new(steps);
    }

    /// <summary>The value, or the values as lines; "" where the object has none.</summary>
    public string Read(JsonElement obj)
    {
        var found = "";
        Collect(obj, 0, ref found);
        return found;
    }

    private void Collect(JsonElement element, int depth, ref string found)
    {
        if (depth == _steps.Length)
        {
            var value = Text(element);
            if (value.Length > 0) found = found.Length == 0 ? value : $"{found}{Separator}{value}";
            return;
        }

        var (name, isList) = _steps[depth];
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var next)) return;
        if (!isList) Collect(next, depth + 1, ref found);
        else if (next.ValueKind == JsonValueKind.Array)
            foreach (var item in next.EnumerateArray()) Collect(item, depth + 1, ref found);
    }

    private static string Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => bool.TrueString.ToLower(CultureInfo.InvariantCulture),
        JsonValueKind.False => bool.FalseString.ToLower(CultureInfo.InvariantCulture),
        _ => "",
    };
}
