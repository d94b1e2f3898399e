using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies.Protobuf;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>
/// Turns what a client sent into what Kubernetes' typed decoder would have made of it: undeclared fields are dropped and reported, nulls and empty
/// maps and lists vanish, quantities become canonical, a value of the wrong type is an error.
/// </summary>
internal sealed class ObjectDecoder
{
    private readonly List<string> unknown = [];
    private string? typeError;

    /// <summary>The undeclared fields, as the strict decoder names them.</summary>
    public IReadOnlyList<string> Unknown => unknown;

    /// <summary>The first value of a wrong type, in Go's words.</summary>
    public string? TypeError => typeError;

    /// <summary>Cleans an object in place. Without a schema nothing is known and nothing is dropped.</summary>
    public void Decode(JsonObject obj, SchemaNode? schema)
    {
        if (schema is not null) Fields(obj, schema, "", new GoPlace(schema.TypeName, ""));
    }

    private void Fields(JsonObject obj, SchemaNode schema, string path, GoPlace place)
    {
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

            var kept = Value(value, child, at, schema.Shape == SchemaShape.Map ? place : place.Field(name));
            if (kept is JsonValue zero && IsZero(zero) && schema is FactNode { Type: { } type } && ProtobufMessages.Instance.DropsZero(type.Name, name)) kept = null;
            if (kept is null && !(schema.Shape == SchemaShape.Map && value is not null)) obj.Remove(name);
            else if (!ReferenceEquals(kept, value)) obj[name] = kept;
        }
    }

    private JsonNode? Value(JsonNode? value, SchemaNode schema, string path, GoPlace place)
    {
        if (value is null) return null;
        switch (schema.Shape)
        {
            case SchemaShape.Object or SchemaShape.Map:
                if (value is not JsonObject obj) return Wrong(value, place, GoType(schema));
                Fields(obj, schema, path, schema.TypeName.Length > 0 ? place with { Struct = schema.TypeName } : place);
                return obj.Count == 0 && schema.Shape == SchemaShape.Map ? null : obj;
            case SchemaShape.List:
                if (value is not JsonArray list) return Wrong(value, place, GoType(schema));
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is not { } element) continue;
                    var kept = Value(element, schema.Element!, $"{path}[{i}]", place);
                    if (kept is not null && !ReferenceEquals(kept, element)) list[i] = kept;
                }

                return list.Count == 0 ? null : list;
            case SchemaShape.Scalar:
                return Scalar(value, schema, place);
            default:
                return value;
        }
    }

    private JsonNode? Scalar(JsonNode value, SchemaNode schema, GoPlace place)
    {
        var kind = value.GetValueKind();
        switch (schema)
        {
            case { Format: "quantity" }:
                var text = value.ToString();
                if (kind is not (JsonValueKind.String or JsonValueKind.Number) || !Quantity.TryParse(text, out var quantity))
                {
                    typeError ??= "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
                    return value;
                }

                var canonical = quantity.ToString();
                return kind == JsonValueKind.String && canonical == text ? value : JsonValue.Create(canonical);
            case { Format: "int-or-string" }:
                return kind is JsonValueKind.String or JsonValueKind.Number ? value : Wrong(value, place, "intstr.IntOrString");
            case { ScalarType: "string" }:
                return kind == JsonValueKind.String ? value : Wrong(value, place, "string");
            case { ScalarType: "boolean" }:
                return kind is JsonValueKind.True or JsonValueKind.False ? value : Wrong(value, place, "bool");
            case { ScalarType: "integer" }:
                return kind == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _) ? value : Wrong(value, place, schema.Format.Length == 0 ? "int" : schema.Format);
            case { ScalarType: "number" }:
                return kind == JsonValueKind.Number ? value : Wrong(value, place, "float64");
            default:
                return value;
        }
    }

    private static bool IsZero(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.False => true,
        JsonValueKind.Number => value.TryGetValue<long>(out var number) && number == 0,
        _ => false,
    };

    private static string GoType(SchemaNode schema) => schema.Shape switch
    {
        SchemaShape.Map => "map[string]string",
        SchemaShape.List => "[]" + (schema.Element!.TypeName.Length > 0 ? "v1." + schema.Element.TypeName : "string"),
        _ => "v1." + schema.TypeName,
    };

    private JsonNode Wrong(JsonNode value, GoPlace place, string goType)
    {
        var found = value.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.AsValue().TryGetValue<long>(out _) ? "number" : "number " + value.ToJsonString(),
            _ => "bool",
        };
        typeError ??= $"json: cannot unmarshal {found} into Go struct field {place.Struct}.{place.Path} of type {goType}";
        return value;
    }

    // Where Go's decoder says that it is: the struct that it fills, and the names of all fields on the way, without keys and positions.
    private readonly record struct GoPlace(string Struct, string Path)
    {
        public GoPlace Field(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}.{name}" };
    }
}
