using System.Text.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>Checks answers against the published definitions (tests/Kpanda.Contract.Tests/Facts): what is there must have the published form, and more may be there.</summary>
internal sealed class PublishedShape(JsonElement definitions)
{
    /// <summary>What is wrong with a value, each with its place.</summary>
    public IEnumerable<string> Problems(string place, JsonElement value, string type)
    {
        if (type.StartsWith('[')) return Below(place, value, JsonValueKind.Array, () => value.EnumerateArray().SelectMany(item => Problems($"{place}[]", item, type[1..^1])));
        if (type.StartsWith("map<", StringComparison.Ordinal))
            return Below(place, value, JsonValueKind.Object, () => value.EnumerateObject().SelectMany(entry => Problems($"{place}{{}}", entry.Value, type[4..^1])));
        if (type.Contains('|')) return OneOf(place, value, type.Split('|'));
        if (!definitions.TryGetProperty(type, out var definition)) return Plain(value, type) ? [] : [$"{place}: {Short(value)} is no {type}"];
        return definition.ValueKind == JsonValueKind.Array
            ? OneOf(place, value, [.. definition.EnumerateArray().Select(known => known.GetString()!)])
            : Fields(place, value, definition);
    }

    /// <summary>What is wrong with the fields of an object that are there.</summary>
    public IEnumerable<string> Fields(string place, JsonElement value, JsonElement fields) => Below(
        place,
        value,
        JsonValueKind.Object,
        () => fields.EnumerateObject().SelectMany(field =>
            value.TryGetProperty(field.Name, out var found) ? Problems($"{place}.{field.Name}", found, field.Value.GetString()!) : []));

    private static IEnumerable<string> Below(string place, JsonElement value, JsonValueKind kind, Func<IEnumerable<string>> parts) =>
        value.ValueKind == kind ? parts() : [$"{place}: {Short(value)} is no {kind}"];

    // Nothing is said by absence; an empty string says as little.
    private static IEnumerable<string> OneOf(string place, JsonElement value, string[] known) =>
        value.ValueKind == JsonValueKind.String && (value.GetString()!.Length == 0 || known.Contains(value.GetString())) ? [] : [$"{place}: {Short(value)} is none of {string.Join(", ", known)}"];

    private static bool Plain(JsonElement value, string type) => type switch
    {
        "int32" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "int64" => value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), out _),
        "double" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
