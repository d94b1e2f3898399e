using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Custom;

/// <summary>A place in a custom kind, from the structural schema of its CustomResourceDefinition.</summary>
internal sealed class StructuralSchema : SchemaNode
{
    private const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private readonly Dictionary<string, SchemaNode> fields = new(StringComparer.Ordinal);
    private readonly SchemaNode? values;

    public StructuralSchema(JsonObject source, bool root = false)
    {
        Source = source;
        var type = source.Text("type") ?? "";
        KeepsUnknown = source.Truth("x-kubernetes-preserve-unknown-fields");
        if (source.Truth("x-kubernetes-int-or-string"))
        {
            (Shape, Format) = (SchemaShape.Scalar, "int-or-string");
        }
        else if (type == "array")
        {
            Shape = SchemaShape.List;
            Element = new StructuralSchema(source["items"] as JsonObject ?? []);
        }
        else if (type == "object" || source["properties"] is JsonObject)
        {
            Shape = ObjectShape(source, root);
            foreach (var (name, schema) in source["properties"] as JsonObject ?? []) fields[name] = new StructuralSchema(schema as JsonObject ?? []);
            if (source["additionalProperties"] is JsonObject each) values = new StructuralSchema(each);
        }
        else
        {
            (Shape, ScalarType) = type.Length == 0 ? (SchemaShape.Any, "") : (SchemaShape.Scalar, type);
            KeepsUnknown |= type.Length == 0;
        }

        if (root || source.Truth("x-kubernetes-embedded-resource")) AddTypeMeta();
    }

    /// <summary>The schema as it was declared.</summary>
    public JsonObject Source { get; }

    public override SchemaShape Shape { get; }

    public override SchemaNode? Element { get; }

    public override string ScalarType { get; } = "";

    public override string Format { get; } = "";

    public override bool KeepsUnknown { get; }

    public override IReadOnlyCollection<string> FieldNames => fields.Keys;

    public override ListShape ListShape => Source.Text("x-kubernetes-list-type") switch
    {
        "map" => ListShape.Map,
        "set" => ListShape.Set,
        _ => ListShape.Atomic,
    };

    public override IReadOnlyList<string> Keys => [.. (Source["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(k => k?.ToString() ?? "")];

    public override bool Atomic => Source.Text("x-kubernetes-map-type") == "atomic";

    public override SchemaNode? Child(string name) => fields.GetValueOrDefault(name) ?? values;

    /// <summary>Fills in the declared defaults below an object.</summary>
    public void Default(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, field) in fields)
                {
                    if (field is not StructuralSchema schema) continue;
                    if (!map.ContainsKey(name) && schema.Source["default"] is { } value) map[name] = value.DeepClone();
                    schema.Default(map[name]);
                }

                if (values is not StructuralSchema each) break;
                foreach (var (name, value) in map)
                {
                    if (!fields.ContainsKey(name)) each.Default(value);
                }

                break;
            case JsonArray list when Element is StructuralSchema element:
                foreach (var item in list) element.Default(item);
                break;
        }
    }

    private static SchemaShape ObjectShape(JsonObject source, bool root)
    {
        if (root || source["properties"] is JsonObject { Count: > 0 }) return SchemaShape.Object;
        if (source["additionalProperties"] is JsonObject) return SchemaShape.Map;
        return source.Truth("x-kubernetes-preserve-unknown-fields") ? SchemaShape.Any : SchemaShape.Object;
    }

    private void AddTypeMeta()
    {
        fields["apiVersion"] = fields["kind"] = new StructuralSchema(new JsonObject { ["type"] = "string" });
        fields["metadata"] = FactTable.Newest.Schema(ObjectMeta);
    }
}
