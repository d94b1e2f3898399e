using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Fills in fields that are absent.</summary>
internal static class Set
{
    public static void Default(this JsonObject obj, string field, JsonNode value)
    {
        if (obj[field] is null) obj[field] = value;
    }

    /// <summary>The words in a list.</summary>
    public static IReadOnlyList<string> Words(this JsonObject? obj, string field) => [.. (obj?[field] as JsonArray ?? []).Select(word => word?.ToString() ?? "")];

    /// <summary>The objects in a list.</summary>
    public static IEnumerable<JsonObject> Each(this JsonObject? obj, string field) => (obj?[field] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The images without a tag, or with the tag latest, are pulled each time.</summary>
    public static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];

        // What is no image name has no tag either.
        if (image.Any(char.IsWhiteSpace) || name.Split(':', '@')[0].Any(char.IsAsciiLetterUpper)) return "IfNotPresent";
        if (name.Contains('@', StringComparison.Ordinal)) return "IfNotPresent";
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[(colon + 1)..] == "latest" ? "Always" : "IfNotPresent";
    }

    public static bool Truth(this JsonObject? obj, string field) => obj?[field] is JsonValue value && value.TryGetValue<bool>(out var truth) && truth;
}
