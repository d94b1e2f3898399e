using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Rules;

/// <summary>Defaults and controllers write what the newest version knows; a cluster of an older one does not have those fields.</summary>
internal static class NewerFields
{
    public static void Remove(SandboxCluster cluster, GroupResource resource, JsonObject obj)
    {
        if (cluster.Minor >= ClusterVersion.Newest || cluster.Kinds.Stored(resource) is not { Custom: false } kind) return;
        if (cluster.Kinds.Schema(kind) is { } schema) Remove(obj, schema);
    }

    private static void Remove(JsonNode? node, SchemaNode schema)
    {
        switch (node)
        {
            case JsonObject map when schema.Shape is SchemaShape.Object or SchemaShape.Map:
                List<string>? unknown = null;
                foreach (var (name, value) in map)
                {
                    if (schema.Child(name) is { } child) Remove(value, child);
                    else (unknown ??= []).Add(name);
                }

                foreach (var name in unknown ?? []) map.Remove(name);
                break;
            case JsonArray list when schema.Element is { } element:
                foreach (var item in list) Remove(item, element);
                break;
        }
    }
}
