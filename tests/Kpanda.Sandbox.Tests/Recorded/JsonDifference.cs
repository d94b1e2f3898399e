using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Recorded;

/// <summary>Says where two values differ first.</summary>
internal static class JsonDifference
{
    public static string? Find(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (JsonObject wanted, JsonObject found):
                foreach (var (name, value) in wanted)
                {
                    if (!found.ContainsKey(name)) return $"{path}.{name} is missing: {Short(value)}";
                    if (Find(value, found[name], $"{path}.{name}") is { } inner) return inner;
                }

                return found.Where(f => !wanted.ContainsKey(f.Key)).Select(f => $"{path}.{f.Key} is too much: {Short(f.Value)}").FirstOrDefault();
            case (JsonArray wanted, JsonArray found):
                for (var i = 0; i < Math.Min(wanted.Count, found.Count); i++)
                {
                    if (Find(wanted[i], found[i], $"{path}[{i}]") is { } inner) return inner;
                }

                if (wanted.Count == found.Count) return null;
                return $"{path} has {found.Count} elements, not {wanted.Count}: {Short(wanted.Count > found.Count ? wanted[found.Count] : found[wanted.Count])}";
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path} is {Short(actual)}, not {Short(expected)}";
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > 260 ? text[..260] + "…" : text;
    }
}
