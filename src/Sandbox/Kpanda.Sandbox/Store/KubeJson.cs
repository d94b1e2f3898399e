using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Store;

/// <summary>How JSON is read and written here: compact, and nothing escaped that need not be.</summary>
public static class KubeJson
{
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compact UTF-8.</summary>
    public static byte[] ToUtf8(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Options);

    /// <summary>The string below <paramref name="name"/>, or null where there is none or it is not a string.</summary>
    public static string? Text(this JsonObject? obj, string name) =>
        obj?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The object below a path of names, or null.</summary>
    public static JsonObject? Child(this JsonObject? obj, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) obj = obj?[name] as JsonObject;
        return obj;
    }

    /// <summary>The object below <paramref name="name"/>, made if it is absent.</summary>
    public static JsonObject Ensure(this JsonObject obj, string name)
    {
        if (obj[name] is JsonObject found) return found;
        var made = new JsonObject();
        obj[name] = made;
        return made;
    }

    /// <summary>The whole number below <paramref name="name"/>, or null.</summary>
    public static long? Number(this JsonObject? obj, string name)
    {
        if (obj?[name] is not JsonValue value) return null;
        if (value.TryGetValue<long>(out var number)) return number;
        if (value.TryGetValue<int>(out var small)) return small;
        return value.TryGetValue<double>(out var real) && Math.Floor(real) == real ? (long)real : null;
    }

    /// <summary>The form of <c>metav1.Time</c>: whole seconds, UTC.</summary>
    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The form of <c>metav1.MicroTime</c>.</summary>
    public static string MicroTimestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Gives a member another name, replacing what has it.</summary>
    internal static void Rename(this JsonObject obj, string from, string to)
    {
        if (!obj.TryGetPropertyValue(from, out var value)) return;
        obj.Remove(from);
        obj[to] = value;
    }

    /// <summary>The same object without the fields that are null.</summary>
    internal static JsonObject WithoutNulls(this JsonObject obj)
    {
        foreach (var field in obj.Where(p => p.Value is null).Select(p => p.Key).ToList()) obj.Remove(field);
        return obj;
    }
}
