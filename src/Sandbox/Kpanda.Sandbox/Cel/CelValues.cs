using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Cel;

/// <summary>What expressions do with lists, maps and JSON, whatever holds them.</summary>
internal static class CelValues
{
    /// <summary>A JSON scalar as the value it stands for; everything else is itself.</summary>
    public static object? From(object? value)
    {
        if (value is int small) return (long)small;
        if (value is not JsonValue scalar) return value;
        switch (scalar.GetValueKind())
        {
            case JsonValueKind.String:
                return scalar.GetValue<string>();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Number:
                if (scalar.TryGetValue<long>(out var whole)) return whole;
                var text = scalar.ToJsonString();
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole) ? whole : double.Parse(text, CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }

    public static bool IsMap(object? value) => value is JsonObject or IReadOnlyDictionary<object, object?>;

    public static bool IsList(object? value) => value is JsonArray or IReadOnlyList<object?>;

    public static int Count(object? value) => value switch
    {
        JsonObject map => map.Count,
        JsonArray list => list.Count,
        IReadOnlyDictionary<object, object?> map => map.Count,
        IReadOnlyList<object?> list => list.Count,
        _ => 0,
    };

    /// <summary>The elements of a list.</summary>
    public static IReadOnlyList<object?> Items(object? list) => list switch
    {
        JsonArray array => [.. array.Select(From)],
        IReadOnlyList<object?> items => items,
        _ => [],
    };

    /// <summary>Index and element, or key and value. Keys in order, so that a rule always finds the same.</summary>
    public static IEnumerable<(object? Key, object? Value)> Pairs(object? value) => value switch
    {
        JsonObject map => map.Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => ((object?)p.Key, From(p.Value))),
        IReadOnlyDictionary<object, object?> map => map.Select(p => ((object?)p.Key, p.Value)),
        _ => Items(value).Select((item, i) => ((object?)(long)i, item)),
    };

    /// <summary>A field, an entry or an element.</summary>
    public static bool TryGet(object? target, object? key, out object? value)
    {
        value = null;
        switch (target)
        {
            case JsonObject map when key is string name:
                // What is null is not there, as in an object with a schema.
                if (!map.TryGetPropertyValue(name, out var node) || node is null) return false;
                value = From(node);
                return true;
            case IReadOnlyDictionary<object, object?> map when key is not null:
                if (map.TryGetValue(key, out value)) return true;
                foreach (var (other, entry) in map)
                {
                    if (!CelOperators.AreEqual(other, key)) continue;
                    value = entry;
                    return true;
                }

                return false;
            case JsonArray or IReadOnlyList<object?> when CelOperators.AsWhole(key) is { } index && index >= 0 && index < Count(target):
                value = target is JsonArray list ? From(list[(int)index]) : ((IReadOnlyList<object?>)target)[(int)index];
                return true;
            default:
                return false;
        }
    }

    /// <summary>What it costs to look at a value once.</summary>
    public static long Weight(object? value) => value switch
    {
        string text => text.Length / 10,
        JsonArray or IReadOnlyList<object?> => Count(value) / 10,
        _ => 0,
    };

    /// <summary>A copy as JSON, for comparisons of what expressions made with what an object holds.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => text,
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        JsonNode node => node.ToJsonString(),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Show))}]",
        _ => value.ToString() ?? "",
    };
}
