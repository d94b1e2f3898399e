using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies.Protobuf;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;

namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>
/// Turns what a client sent into what Kubernetes' typed decoder would have made of it: undeclared fields are dropped and reported, nulls and what Go leaves
/// out when it is empty vanish, quantities become canonical, a value of the wrong type is an error. Objects of custom kinds have no Go type: they keep what
/// is empty, and their schema judges their values.
/// </summary>
internal sealed class ObjectDecoder
{
    private readonly List<string> unknown = [];
    private string? typeError;
    private string? readerError;

    /// <summary>The undeclared fields, as the strict decoder names them.</summary>
    public IReadOnlyList<string> Unknown => unknown;

    /// <summary>
    /// The first value of a wrong type, in Go's words. Types that read themselves (amounts, times, numbers-or-texts) end the decoding, so they come first.
    /// </summary>
    public string? TypeError => readerError ?? typeError;

    /// <summary>Cleans an object in place. Without a schema nothing is known and nothing is dropped.</summary>
    public void Decode(JsonObject obj, SchemaNode? schema)
    {
        if (schema is not null) Fields(obj, schema, "", new GoPlace(schema.TypeName, "", ""));
    }

    private void Fields(JsonObject obj, SchemaNode schema, string path, GoPlace place)
    {
        var map = schema.Shape == SchemaShape.Map;
        var known = schema is FactNode { Type: { } type } ? ProtobufMessages.Instance.Named(type.Name) : null;
        foreach (var (name, value) in obj.ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            var child = schema.Child(name);
            if (child is null)
            {
                if (schema.KeepsUnknown || schema.Shape == SchemaShape.Any) continue;
                unknown.Add($"unknown field \"{at}\"");
                obj.Remove(name);
                continue;
            }

            var field = known?.GetValueOrDefault(name);
            var kept = value is null && map ? Nothing(child) : Value(value, child, at, map ? place.Element() : place.Field(name, field));
            if (!map && child is FactNode && IsDropped(kept, child, field)) obj.Remove(name);
            else if (!map && kept is null) obj.Remove(name);
            else if (!ReferenceEquals(kept, value)) obj[name] = kept;
        }
    }

    // Objects are written though they are empty; a field that nothing is known of counts as one that is left out.
    private static bool IsDropped(JsonNode? kept, SchemaNode schema, ProtobufField? field) => kept switch
    {
        null => true,
        JsonObject map => map.Count == 0 && schema.Shape == SchemaShape.Map && field?.DropsZero != false && field?.Pointer != true,
        JsonArray list => list.Count == 0 && field?.DropsZero != false && field?.Pointer != true,
        JsonValue value => field?.DropsZero == true && IsZero(value),
        _ => false,
    };

    private JsonNode? Value(JsonNode? value, SchemaNode schema, string path, GoPlace place)
    {
        if (value is null) return null;
        switch (schema.Shape)
        {
            case SchemaShape.Object or SchemaShape.Map:
                if (value is not JsonObject obj) return Wrong(value, schema, place);
                Fields(obj, schema, path, schema.TypeName.Length > 0 ? place with { Struct = schema.TypeName } : place);
                return obj;
            case SchemaShape.List:
                if (value is not JsonArray list) return Wrong(value, schema, place);
                var inner = place.Element();
                for (var i = 0; i < list.Count; i++)
                {
                    var kept = list[i] is { } element ? Value(element, schema.Element!, $"{path}[{i}]", inner) : Nothing(schema.Element!);
                    if (!ReferenceEquals(kept, list[i])) list[i] = kept;
                }

                return list;
            case SchemaShape.Scalar:
                return Scalar(value, schema, place);
            default:
                return value;
        }
    }

    // What null is as an element of a list or as a value of a map.
    private static JsonNode? Nothing(SchemaNode schema) => schema switch
    {
        not FactNode => null,
        FactNode { Shape: SchemaShape.Object, Type: { } type } => ZeroFields.Zero(type.Name) ?? new JsonObject(),
        { Format: "quantity" } => "0",
        { Format: "int-or-string" } => 0,
        { Format: "date-time" } => null,
        { ScalarType: "string" } => "",
        { ScalarType: "boolean" } => false,
        { ScalarType: "integer" or "number" } => 0,
        _ => null,
    };

    private JsonNode? Scalar(JsonNode value, SchemaNode schema, GoPlace place)
    {
        var kind = value.GetValueKind();
        switch (schema)
        {
            case { Format: "quantity" }:
                var text = value.ToString();
                if (kind is not (JsonValueKind.String or JsonValueKind.Number) || !Quantity.TryParse(text, out var quantity))
                {
                    readerError ??= "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
                    return value;
                }

                var canonical = quantity.ToString();
                return kind == JsonValueKind.String && canonical == text ? value : JsonValue.Create(canonical);
            case { Format: "int-or-string" }:
                return kind == JsonValueKind.String || IsInteger(value, "int32") ? value : Wrong(value, schema, place);
            case { Format: "byte" }:
                if (kind == JsonValueKind.Array) return Bytes(value.AsArray(), schema, place);
                if (kind != JsonValueKind.String) return Wrong(value, schema, place);
                if (Base64Problem.Find(value.ToString()) is { } offset) typeError ??= $"illegal base64 data at input byte {offset}";
                return value;
            case { ScalarType: "string" }:
                return kind == JsonValueKind.String ? value : Wrong(value, schema, place);
            case { ScalarType: "boolean" }:
                return kind is JsonValueKind.True or JsonValueKind.False ? value : Wrong(value, schema, place);
            case { ScalarType: "integer" }:
                return IsInteger(value, schema.Format) ? value : Wrong(value, schema, place);
            case { ScalarType: "number" }:
                return kind == JsonValueKind.Number ? value : Wrong(value, schema, place);
            default:
                return value;
        }
    }

    // Go takes a list of small numbers for bytes, too.
    private JsonNode Bytes(JsonArray list, SchemaNode schema, GoPlace place)
    {
        var bytes = new byte[list.Count];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (list[i] is not JsonValue value || !value.TryGetValue(out long number) || number is < 0 or > 255) return Wrong(list[i] ?? list, schema, place with { Type = "uint8" });
            bytes[i] = (byte)number;
        }

        return Convert.ToBase64String(bytes);
    }

    private static bool IsInteger(JsonNode value, string format) =>
        value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out var whole) && (format != "int32" || whole == (int)whole);

    private static bool IsZero(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.False => true,
        JsonValueKind.Number => value.TryGetValue<long>(out var number) && number == 0,
        _ => false,
    };

    private static string GoType(SchemaNode schema) => schema switch
    {
        { Shape: SchemaShape.Map } => "map[string]" + GoType(schema.Child("")!),
        { Shape: SchemaShape.List } => "[]" + GoType(schema.Element!),
        FactNode { Shape: SchemaShape.Object, Type.Name: var name } => string.Join('.', name.Split('.')[^2..]),
        { Format: "int-or-string" } => "int32",
        { Format: "byte" } => "[]uint8",
        { Format: "quantity" } => "resource.Quantity",
        { ScalarType: "boolean" } => "bool",
        { ScalarType: "number" } => "float64",
        { ScalarType: "integer" } => schema.Format.Length == 0 ? "int" : schema.Format,
        _ => "string",
    };

    private JsonNode Wrong(JsonNode value, SchemaNode schema, GoPlace place)
    {
        if (schema is not FactNode) return value;
        var found = value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => schema.ScalarType == "integer" || schema.Format == "int-or-string" ? "number " + value.ToJsonString() : "number",
            _ => "bool",
        };

        // A time and a number-or-text are read by themselves, as a text and as a number.
        var reader = schema.Format is "int-or-string" or "date-time";
        var type = !reader && place.Type.Length > 0 ? place.Type : GoType(schema);
        var error = $"json: cannot unmarshal {found} into Go struct field {place.Struct}.{place.Path} of type {type}";
        if (reader) readerError ??= error;
        else typeError ??= error;
        return value;
    }

    // Where Go's decoder says that it is: the struct that it fills, the names of all fields on the way without keys and positions, and what Go calls the type
    // there where its shape does not tell.
    private readonly record struct GoPlace(string Struct, string Path, string Type)
    {
        public GoPlace Field(string name, ProtobufField? field) => this with
        {
            Path = string.Join('.', (IEnumerable<string>)[.. Path.Length == 0 ? (string[])[] : [Path], .. field?.Through ?? [], name]),
            Type = field?.GoType ?? "",
        };

        public GoPlace Element() => this with
        {
            Type = Type.StartsWith("[]", StringComparison.Ordinal) ? Type[2..] : Type.StartsWith("map[", StringComparison.Ordinal) ? Type[(Type.IndexOf(']', StringComparison.Ordinal) + 1)..] : "",
        };
    }
}
