using System.Globalization;
using System.Text.Json;

namespace Kpanda.Search.Index;

/// <summary>A parsed path of an indexed field: <c>spec.nodeName</c>, <c>spec.containers[].image</c>, <c>spec.containers[].resources.limits{}</c> (the names in a map).</summary>
internal sealed class FieldPath
{
    /// <summary>Between several values of one field; no value that people filter by has a line break.</summary>
    public const char Separator = '\n';

    private readonly (string Name, StepKind Kind)[] _steps;

    private FieldPath((string Name, StepKind Kind)[] steps) => _steps = steps;

    private enum StepKind
    {
        Field,
        List,
        Names,
    }

    public static FieldPath Parse(string path)
    {
        var parts = path.Split('.');
        var steps = new (string, StepKind)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var kind = parts[i].EndsWith("[]", StringComparison.Ordinal) ? StepKind.List : parts[i].EndsWith("{}", StringComparison.Ordinal) ? StepKind.Names : StepKind.Field;
            steps[i] = (kind == StepKind.Field ? parts[i] : parts[i][..^2], kind);
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
            Add(Text(element), ref found);
            return;
        }

        var (name, kind) = _steps[depth];
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var next)) return;
        if (kind == StepKind.Field) Collect(next, depth + 1, ref found);
        else if (kind == StepKind.List && next.ValueKind == JsonValueKind.Array)
            foreach (var item in next.EnumerateArray()) Collect(item, depth + 1, ref found);
        else if (kind == StepKind.Names && next.ValueKind == JsonValueKind.Object)
            foreach (var entry in next.EnumerateObject()) Add(entry.Name, ref found);
    }

    private static void Add(string value, ref string found)
    {
        if (value.Length > 0) found = found.Length == 0 ? value : $"{found}{Separator}{value}";
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
