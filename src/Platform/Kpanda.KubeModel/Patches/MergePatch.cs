using System.Text.Json.Nodes;

namespace Kpanda.KubeModel.Patches;

/// <summary>JSON Merge Patch (RFC 7386): maps are merged, null removes, everything else replaces.</summary>
public static class MergePatch
{
    /// <summary>The document after the patch; neither argument is changed.</summary>
    public static JsonNode? Apply(JsonNode? document, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = document is JsonObject map ? (JsonObject)map.DeepClone() : [];
        foreach (var (key, value) in changes)
        {
            if (value is null) result.Remove(key);
            else result[key] = Apply(result[key], value);
        }

        return result;
    }
}
