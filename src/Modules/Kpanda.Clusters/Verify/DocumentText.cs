using System.Text.Json;
using Kpanda.Kube;

namespace Kpanda.Clusters.Verify;

/// <summary>Reads texts out of a member's documents, whatever shape they turn out to have: what is not there is empty.</summary>
internal static class DocumentText
{
    /// <summary>The text at a path of an answer; empty also where the question failed.</summary>
    public static string At(KubeResult<KubeObject> answer, params ReadOnlySpan<string> path) => answer.TryGet(out var document, out _) ? At(document, path) : "";

    /// <summary>The text at a path.</summary>
    public static string At(KubeObject document, params ReadOnlySpan<string> path)
    {
        using var json = document.Parse();
        return Of(json.RootElement, path);
    }

    /// <summary>The texts of a list at a path of an answer.</summary>
    public static List<string> ListAt(KubeResult<KubeObject> answer, params ReadOnlySpan<string> path)
    {
        if (!answer.TryGet(out var document, out _)) return [];
        using var json = document.Parse();
        return [.. Elements(json.RootElement, path).Where(element => element.ValueKind == JsonValueKind.String).Select(element => element.GetString()!)];
    }

    /// <summary>The text at a path below an element.</summary>
    public static string Of(JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>The elements of the list at a path below an element.</summary>
    public static IReadOnlyList<JsonElement> Elements(JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The members of the map at a path below an element, as texts.</summary>
    public static Dictionary<string, string> Map(JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.String).ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal)
            : [];

    private static JsonElement? Find(JsonElement at, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        }

        return at;
    }
}
