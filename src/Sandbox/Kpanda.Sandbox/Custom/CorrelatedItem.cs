using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Custom;

/// <summary>Which element of the list before is the same as one now: by its keys in a list of maps, none in other lists.</summary>
internal static class CorrelatedItem
{
    public static JsonNode? Find(JsonArray? before, JsonNode? item, JsonObject schema)
    {
        if (before is null || item is not JsonObject now || schema.Text("x-kubernetes-list-type") != "map") return null;
        var keys = (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(k => k?.ToString() ?? "").ToList();
        return before.FirstOrDefault(old => old is JsonObject other && keys.All(key => JsonNode.DeepEquals(other[key], now[key])));
    }
}
