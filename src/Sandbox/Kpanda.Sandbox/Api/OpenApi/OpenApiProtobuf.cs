using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>
/// OpenAPI 2 in the protobuf form of gnostic (https://github.com/google/gnostic, openapiv2), which kubectl before 1.27 reads and nothing else:
/// definitions, and the operations with their query parameters.
/// </summary>
internal static class OpenApiProtobuf
{
    public const string Media = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public static bool IsAccepted(string accept) => accept.Contains("proto-openapi.spec.v2", StringComparison.Ordinal);

    public static byte[] Write(JsonObject document)
    {
        var wire = new ProtobufWriter();
        wire.Text(1, document.Text("swagger"));
        wire.Message(2, info =>
        {
            info.Text(1, document.Child("info").Text("title"));
            info.Text(2, document.Child("info").Text("version"));
        });
        wire.Message(8, paths =>
        {
            foreach (var (path, item) in document.Child("paths") ?? []) Named(paths, 2, path, value => PathItem(value, item!.AsObject()));
        });
        wire.Message(9, definitions =>
        {
            foreach (var (name, schema) in document.Child("definitions") ?? []) Named(definitions, 1, name, value => Schema(value, schema!.AsObject()));
        });
        return wire.ToArray();
    }

    private static void PathItem(ProtobufWriter wire, JsonObject item)
    {
        foreach (var (verb, operation) in item)
        {
            var number = verb switch
            {
                "get" => 2,
                "put" => 3,
                "post" => 4,
                "delete" => 5,
                _ => 8,
            };
            wire.Message(number, value => Operation(value, operation!.AsObject()));
        }
    }

    private static void Operation(ProtobufWriter wire, JsonObject operation)
    {
        wire.Text(5, operation.Text("operationId"));
        foreach (var parameter in (operation["parameters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // ParametersItem, Parameter, NonBodyParameter, QueryParameterSubSchema.
            wire.Message(8, item => item.Message(1, one => one.Message(2, plain => plain.Message(3, query =>
            {
                query.Text(2, "query");
                query.Text(4, parameter.Text("name"));
                query.Text(6, parameter.Text("type"));
            }))));
        }

        Extensions(wire, 13, operation);
    }

    private static void Schema(ProtobufWriter wire, JsonObject schema)
    {
        wire.Text(1, schema.Text("$ref"));
        wire.Text(2, schema.Text("format"));
        wire.Text(4, schema.Text("description"));
        foreach (var required in schema["required"] as JsonArray ?? []) wire.Text(19, required?.ToString());
        if (schema["additionalProperties"] is JsonObject each) wire.Message(21, item => item.Message(1, value => Schema(value, each)));
        if (schema.Text("type") is { } type) wire.Message(22, item => item.Text(1, type));
        if (schema["items"] is JsonObject element) wire.Message(23, item => item.Message(1, value => Schema(value, element)));
        if (schema["properties"] is JsonObject properties)
        {
            wire.Message(25, all =>
            {
                foreach (var (name, property) in properties) Named(all, 1, name, value => Schema(value, property as JsonObject ?? []));
            });
        }

        Extensions(wire, 31, schema);
    }

    // Extensions travel as YAML, of which JSON is a part.
    private static void Extensions(ProtobufWriter wire, int number, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal)) Named(wire, number, name, any => any.Text(2, value?.ToJsonString(KubeJson.Options) + "\n"));
        }
    }

    private static void Named(ProtobufWriter wire, int number, string name, Action<ProtobufWriter> value) => wire.Message(number, pair =>
    {
        pair.Text(1, name);
        pair.Message(2, value);
    });
}
