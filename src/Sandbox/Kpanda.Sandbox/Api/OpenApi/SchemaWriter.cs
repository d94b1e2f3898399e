using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>Writes the types of the table of facts as JSON schemas, each with all that it refers to.</summary>
internal sealed class SchemaWriter(FactTable facts, string refPrefix)
{
    private const string ObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    public JsonObject Schemas { get; } = [];

    public FactTable Facts => facts;

    public static JsonArray Gvk(GroupVersionKind gvk) => [new JsonObject { ["group"] = gvk.Group, ["kind"] = gvk.Kind, ["version"] = gvk.Version }];

    public void Add(string typeName)
    {
        if (Schemas.ContainsKey(typeName) || facts.Type(typeName) is not { } type) return;
        JsonObject schema = [];
        Schemas[typeName] = schema;
        if (type.Is is { } scalar)
        {
            Scalar(schema, scalar);
        }
        else
        {
            schema["type"] = "object";
            JsonObject properties = [];
            foreach (var field in type.Ordered) properties[field.Name] = Field(field);
            schema["properties"] = properties;
            if (type.Ordered.Any(f => f.Required)) schema["required"] = new JsonArray([.. type.Ordered.Where(f => f.Required).Select(f => JsonValue.Create(f.Name))]);
        }

        if (type.Gvk is { } gvk) schema["x-kubernetes-group-version-kind"] = Gvk(gvk);
        if (type.Atomic) schema["x-kubernetes-map-type"] = "atomic";
    }

    /// <summary>Adds the schema of a custom kind and of its list.</summary>
    public void AddCustom(CustomKind kind)
    {
        var info = kind.Info;
        var name = CustomName(info, info.Kind);
        var schema = kind.Version.Child("schema", "openAPIV3Schema") is { } declared ? (JsonObject)declared.DeepClone() : new JsonObject { ["type"] = "object" };
        var properties = schema.Ensure("properties");
        properties["apiVersion"] = new JsonObject { ["type"] = "string" };
        properties["kind"] = new JsonObject { ["type"] = "string" };
        properties["metadata"] = new JsonObject { ["allOf"] = new JsonArray(Ref(ObjectMeta)), ["default"] = new JsonObject() };
        if (refPrefix.StartsWith("#/definitions", StringComparison.Ordinal)) properties["metadata"] = Ref(ObjectMeta);
        schema["x-kubernetes-group-version-kind"] = Gvk(info.Gvk);
        Schemas[name] = schema;
        Add(ObjectMeta);
        Add("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta");
        Schemas[CustomName(info, info.ListKind)] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("items"),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = new JsonObject { ["type"] = "string" },
                ["kind"] = new JsonObject { ["type"] = "string" },
                ["metadata"] = Ref("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"),
                ["items"] = new JsonObject { ["type"] = "array", ["items"] = Ref(name) },
            },
            ["x-kubernetes-group-version-kind"] = Gvk(info.Gvk with { Kind = info.ListKind }),
        };
    }

    public static string CustomName(KindInfo info, string kind) => string.Join('.', info.Gvr.Group.Split('.').Reverse()) + $".{info.Gvr.Version}.{kind}";

    public JsonObject Ref(string typeName)
    {
        Add(typeName);
        return new JsonObject { ["$ref"] = refPrefix + typeName };
    }

    private JsonObject Field(FieldFacts field)
    {
        var schema = Type(field.Type);
        if (field.ListType is { } list) schema["x-kubernetes-list-type"] = list;
        if (field.Keys.Count > 0) schema["x-kubernetes-list-map-keys"] = new JsonArray([.. field.Keys.Select(k => JsonValue.Create(k))]);
        if (field.PatchStrategy.Length > 0) schema["x-kubernetes-patch-strategy"] = field.PatchStrategy;
        if (field.MergeKey is { } key) schema["x-kubernetes-patch-merge-key"] = key;
        if (field.Atomic) schema["x-kubernetes-map-type"] = "atomic";
        return schema;
    }

    private JsonObject Type(string expression)
    {
        if (expression.StartsWith("[]", StringComparison.Ordinal)) return new JsonObject { ["type"] = "array", ["items"] = Type(expression[2..]) };
        if (expression.StartsWith("{}", StringComparison.Ordinal)) return new JsonObject { ["type"] = "object", ["additionalProperties"] = Type(expression[2..]) };
        if (facts.Type(expression) is not null) return Ref(expression);
        JsonObject schema = [];
        Scalar(schema, expression);
        return schema;
    }

    private static void Scalar(JsonObject schema, string expression)
    {
        if (expression == "any") return;
        var (type, format) = expression.Split(':') is [var t, var f] ? (t, f) : (expression, "");
        schema["type"] = type;
        if (format.Length > 0) schema["format"] = format;
    }
}
