using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>OpenAPI 3 of one group version: what explain, editors and kubectl's checks read.</summary>
internal static class OpenApiV3
{
    public static JsonObject Document(SandboxCluster cluster, IReadOnlyList<KindInfo> kinds)
    {
        var schemas = new SchemaWriter(cluster.Kinds.Facts, "#/components/schemas/");
        JsonObject paths = [];
        foreach (var kind in kinds)
        {
            var type = TypeName(cluster, kind, schemas);
            var root = kind.Gvr.ApiPath + (kind.Namespaced ? "/namespaces/{namespace}" : "");
            if (Item(kind, type, kind.Verbs, false, schemas) is { } collection) paths[$"{root}/{kind.Gvr.Resource}"] = collection;
            if (Item(kind, type, kind.Verbs, true, schemas) is { } item) paths[$"{root}/{kind.Gvr.Resource}/{{name}}"] = item;
            foreach (var sub in kind.Subresources.Where(s => s.Name == "status"))
                paths[$"{root}/{kind.Gvr.Resource}/{{name}}/{sub.Name}"] = Item(kind, type, sub.Verbs, true, schemas);
        }

        schemas.Add("io.k8s.apimachinery.pkg.apis.meta.v1.Status");
        schemas.Add("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions");
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = cluster.Version },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas },
        };
    }

    /// <summary>The name of a kind's schema, which is added; null where none is known.</summary>
    internal static string? TypeName(SandboxCluster cluster, KindInfo kind, SchemaWriter schemas)
    {
        if (kind.Custom && cluster.Kinds.Custom(kind) is { } custom)
        {
            schemas.AddCustom(custom);
            return SchemaWriter.CustomName(kind, kind.Kind);
        }

        if (cluster.Kinds.Facts.Type(kind.Gvk) is not { } type) return null;
        schemas.Add(type.Name);
        if (cluster.Kinds.Facts.Type(kind.Gvk with { Kind = kind.ListKind }) is { } list) schemas.Add(list.Name);
        return type.Name;
    }

    private static JsonObject? Item(KindInfo kind, string? type, IReadOnlyList<string> verbs, bool named, SchemaWriter schemas)
    {
        JsonObject item = [];
        if (named)
        {
            if (verbs.Contains("get")) item["get"] = Operation(kind, "get", type, false, schemas);
            if (verbs.Contains("update")) item["put"] = Operation(kind, "put", type, true, schemas);
            if (verbs.Contains("patch")) item["patch"] = Operation(kind, "patch", type, true, schemas);
            if (verbs.Contains("delete")) item["delete"] = Operation(kind, "delete", type, false, schemas);
        }
        else
        {
            if (verbs.Contains("list")) item["get"] = Operation(kind, "list", type, false, schemas);
            if (verbs.Contains("create")) item["post"] = Operation(kind, "post", type, true, schemas);
            if (verbs.Contains("deletecollection")) item["delete"] = Operation(kind, "deletecollection", type, false, schemas);
        }

        return item.Count == 0 ? null : item;
    }

    private static JsonObject Operation(KindInfo kind, string action, string? type, bool writes, SchemaWriter schemas)
    {
        JsonObject content = type is null ? [] : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schemas.Ref(type) } };
        JsonObject operation = new()
        {
            ["tags"] = new JsonArray(kind.Gvr.Group.Length == 0 ? "core_v1" : $"{kind.Gvr.Group.Split('.')[0]}_{kind.Gvr.Version}"),
            ["operationId"] = $"{action}{kind.Gvr.Version}{kind.Kind}",
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK", ["content"] = content } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Gvr.Group, ["kind"] = kind.Kind, ["version"] = kind.Gvr.Version },
        };
        if (!writes) return operation;
        operation["parameters"] = new JsonArray([.. Parameters(action, schemas.Facts.Minor).Select(p => new JsonObject
        {
            ["name"] = p,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = p == "force" ? "boolean" : "string", ["uniqueItems"] = true },
        })]);
        return operation;
    }

    // Clients look here for what the server can do.
    internal static IEnumerable<string> Parameters(string action, int minor) =>
        ((string[])["dryRun", "fieldManager", "fieldValidation", "force"]).Where(p => (p != "force" || action == "patch") && (p != "fieldValidation" || minor >= ClusterVersion.FieldValidation));
}
