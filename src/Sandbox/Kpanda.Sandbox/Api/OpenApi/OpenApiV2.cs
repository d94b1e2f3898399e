using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>OpenAPI 2 of the whole cluster: what older clients read.</summary>
internal static class OpenApiV2
{
    public static JsonObject Document(SandboxCluster cluster)
    {
        var schemas = new SchemaWriter(cluster.Kinds.Facts, "#/definitions/");
        foreach (var type in cluster.Kinds.Facts.Registered) schemas.Add(type.Name);
        JsonObject paths = [];
        foreach (var kind in cluster.Kinds.All)
        {
            var type = OpenApiV3.TypeName(cluster, kind, schemas);
            var path = $"{kind.Gvr.ApiPath}{(kind.Namespaced ? "/namespaces/{namespace}" : "")}/{kind.Gvr.Resource}";
            JsonObject item = [];
            if (kind.Verbs.Contains("get")) item["get"] = Operation(kind, "get", type, schemas);
            if (kind.Verbs.Contains("update")) item["put"] = Operation(kind, "put", type, schemas);
            if (kind.Verbs.Contains("patch")) item["patch"] = Operation(kind, "patch", type, schemas);
            if (kind.Verbs.Contains("delete")) item["delete"] = Operation(kind, "delete", type, schemas);
            if (item.Count > 0) paths[path + "/{name}"] = item;
            if (kind.Verbs.Contains("create")) paths[path] = new JsonObject { ["post"] = Operation(kind, "post", type, schemas) };
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = cluster.Version },
            ["paths"] = paths,
            ["definitions"] = schemas.Schemas,
        };
    }

    private static JsonObject Operation(KindInfo kind, string action, string? type, SchemaWriter schemas)
    {
        JsonObject ok = new() { ["description"] = "OK" };
        if (type is not null) ok["schema"] = schemas.Ref(type);
        JsonObject operation = new()
        {
            ["operationId"] = $"{action}{kind.Gvr.Group}{kind.Gvr.Version}{kind.Kind}",
            ["responses"] = new JsonObject { ["200"] = ok },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Gvr.Group, ["kind"] = kind.Kind, ["version"] = kind.Gvr.Version },
        };
        if (action is "get" or "delete") return operation;
        operation["parameters"] = new JsonArray([.. OpenApiV3.Parameters(action, schemas.Facts.Minor).Select(p => new JsonObject
        {
            ["name"] = p,
            ["in"] = "query",
            ["type"] = p == "force" ? "boolean" : "string",
            ["uniqueItems"] = true,
        })]);
        return operation;
    }
}
