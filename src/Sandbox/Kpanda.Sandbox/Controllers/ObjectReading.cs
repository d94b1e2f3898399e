using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers;

/// <summary>
/// Reads Kubernetes objects without types: an absent or ill-typed field reads as null, because whatever was stored has passed validation and
/// a controller must survive what it does not know.
/// </summary>
internal static class ObjectReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject current || !current.TryGetPropertyValue(name, out node))
                return null;
        }
        return node;
    }

    public static JsonObject? ObjectAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? ArrayAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? BoolAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static long? LongAt(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonValue value)
            return null;
        if (value.TryGetValue<long>(out var number))
            return number;
        return value.TryGetValue<int>(out var small) ? small : null;
    }

    public static int? IntAt(this JsonNode? node, params ReadOnlySpan<string> path) => (int?)node.LongAt(path);

    public static DateTimeOffset? TimeAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.TextAt(path) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonObject> ObjectsAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.ArrayAt(path)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of a map such as labels; empty when absent.</summary>
    public static IReadOnlyDictionary<string, string> MapAt(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in node.ObjectAt(path) ?? [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var word))
                map[name] = word;
        }
        return map;
    }

    /// <summary>The strings of a list; empty when absent.</summary>
    public static IEnumerable<string> Texts(this JsonArray? list)
    {
        foreach (var item in list ?? [])
        {
            if (item is JsonValue value && value.TryGetValue<string>(out var text))
                yield return text;
        }
    }

    /// <summary>A copy that may be put into another tree; an absent node stays absent.</summary>
    public static T? Copy<T>(this T? node) where T : JsonNode => (T?)node?.DeepClone();

    /// <summary>Sets a field, or removes it where the value is zero, as Go's <c>omitempty</c> does.</summary>
    public static void SetOrOmit(this JsonObject node, string name, int value)
    {
        if (value == 0)
            node.Remove(name);
        else
            node[name] = value;
    }
}
