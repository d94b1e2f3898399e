using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>
/// What expressions may know of a place in a custom kind, from its structural schema: its type, its fields, how large it can be at most and how small its JSON is at least. Null where the
/// schema says nothing that expressions could use. The estimates are those of Kubernetes, for the largest request that it accepts.
/// </summary>
internal sealed class CelDeclared
{
    /// <summary>The largest request, in bytes.</summary>
    public const long LargestRequest = 3 * 1024 * 1024;

    private CelDeclared(CelStatic type, long mostElements, long leastBytes)
    {
        Type = type;
        MostElements = mostElements;
        LeastBytes = leastBytes;
    }

    public CelStatic Type { get; }

    /// <summary>How many elements, entries or bytes it has at most.</summary>
    public long MostElements { get; }

    /// <summary>How many bytes its JSON has at least.</summary>
    public long LeastBytes { get; }

    public IReadOnlyDictionary<string, CelDeclared> Fields { get; private init; } = new Dictionary<string, CelDeclared>();

    public CelDeclared? Key { get; private init; }

    public CelDeclared? Element { get; private init; }

    /// <summary>How often such a thing can stand in one request.</summary>
    public ulong MostTimes => (ulong)(LargestRequest / (LeastBytes + 1));

    /// <summary>All structures below, by the name of their type.</summary>
    public IEnumerable<(string Name, CelDeclared Declared)> Structures()
    {
        if (Type.Kind == CelKind.Struct) yield return (Type.Name, this);
        foreach (var below in Fields.Values.Append(Element).OfType<CelDeclared>().SelectMany(part => part.Structures())) yield return below;
    }

    public static CelDeclared? Of(JsonObject schema, bool root, string name = "selfType")
    {
        if (schema.Truth("x-kubernetes-int-or-string")) return new(CelStatic.Dyn, schema.Number("maxLength") is { } length ? Math.Max(0, length) * 4 : LargestRequest - 2, 1);
        return schema.Text("type") switch
        {
            "array" => OfList(schema, name),
            "object" => schema["additionalProperties"] is JsonObject each && !root ? OfMap(schema, each, name) : OfObject(schema, root, name),
            "string" => OfText(schema),
            "boolean" => new(CelStatic.Bool, 0, 4),
            "number" => new(CelStatic.Double, 0, 1),
            "integer" => new(CelStatic.Int, 0, 1),
            _ => null,
        };
    }

    private static CelDeclared? OfList(JsonObject schema, string name)
    {
        if (schema["items"] is not JsonObject items || Of(items, items.Truth("x-kubernetes-embedded-resource"), name + ".@idx") is not { } element) return null;
        var most = schema.Number("maxItems") is { } told ? Math.Max(0, told) : (LargestRequest - 2) / (element.LeastBytes + 1);
        return new(CelStatic.List(element.Type), most, 2) { Element = element };
    }

    private static CelDeclared? OfMap(JsonObject schema, JsonObject each, string name)
    {
        if (Of(each, each.Truth("x-kubernetes-embedded-resource"), name + ".@elem") is not { } element) return null;
        var most = schema.Number("maxProperties") is { } told ? Math.Max(0, told) : (LargestRequest - 2) / (element.LeastBytes + 6);
        return new(CelStatic.Map(CelStatic.String, element.Type), most, 2) { Key = new(CelStatic.String, 0, 2), Element = element };
    }

    private static CelDeclared OfObject(JsonObject schema, bool root, string name)
    {
        Dictionary<string, CelDeclared> fields = new(StringComparer.Ordinal);
        var required = (schema["required"] as JsonArray ?? []).Select(field => field?.ToString()).ToHashSet();
        var least = 2L;
        foreach (var (field, child) in schema["properties"] as JsonObject ?? [])
        {
            if (child is not JsonObject below || Of(below, below.Truth("x-kubernetes-embedded-resource"), $"{name}.{field}") is not { } declared) continue;
            fields[field] = declared;
            if (required.Contains(field) && below["default"] is null) least += field.Length + declared.LeastBytes + 4;
        }

        if (root)
        {
            var text = OfText([]);
            fields["kind"] = fields["apiVersion"] = text;
            fields["metadata"] = new(CelStatic.Struct(name + ".metadata"), 0, 2) { Fields = new Dictionary<string, CelDeclared> { ["name"] = text, ["generateName"] = text } };
        }

        return new(CelStatic.Struct(name), 0, least) { Fields = fields };
    }

    private static CelDeclared OfText(JsonObject schema)
    {
        var length = schema.Number("maxLength") is { } told ? Math.Max(0, told) : (long?)null;
        return schema.Text("format") switch
        {
            "byte" => new(CelStatic.Bytes, length ?? LargestRequest - 2, 2),
            "duration" => new(CelStatic.Duration, 32, 3),
            "date" => new(CelStatic.Timestamp, 12, 12),
            "date-time" => new(CelStatic.Timestamp, 32, 21),
            _ => new(CelStatic.String, length * 4 ?? (schema["enum"] is JsonArray { Count: > 0 } values ? values.Max(value => value is JsonValue text && text.TryGetValue<string>(out var word) ? System.Text.Encoding.UTF8.GetByteCount(word) : 0) : LargestRequest - 2), 2),
        };
    }
}
