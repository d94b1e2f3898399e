using System.Text.Json;

namespace Kpanda.Search.Kinds;

/// <summary>Reads values out of an object that may be of any form.</summary>
internal static class JsonPath
{
    /// <summary>The value at a path; <c>Undefined</c> where there is none.</summary>
    public static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return default;
        }

        return element;
    }

    /// <summary>The string at a path; empty where there is none.</summary>
    public static string Text(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    /// <summary>The entries of the list at a path; none where there is no list.</summary>
    public static JsonElement.ArrayEnumerator Items(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
}
