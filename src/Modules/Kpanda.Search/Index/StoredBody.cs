using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kpanda.Search.Index;

/// <summary>
/// Writes the JSON of an object as it may be stored: without Secret data, without <c>managedFields</c> but the newest manager and time, without the last-applied
/// annotation (which repeats the object, Secret data included). On the way it hashes what makes two versions differ for a reader.
/// </summary>
internal static class StoredBody
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    // Leader election by annotation renews it every two seconds and changes nothing else.
    private const string LeaderElection = "control-plane.alpha.kubernetes.io/leader";

    public static void Write(JsonElement root, bool isSecret, IBufferWriter<byte> output, ContentHash hash)
    {
        var first = true;
        output.Write("{"u8);
        foreach (var property in root.EnumerateObject())
        {
            if (isSecret && (property.NameEquals("data") || property.NameEquals("stringData"))) continue;
            Hash(hash, property);
            if (property.NameEquals("metadata"))
            {
                WriteName(property, output, ref first);
                WriteMetadata(property.Value, output, hash);
                continue;
            }

            Write(property, output, ref first);
            HashWithoutHeartbeats(hash, property.Value);
        }

        output.Write("}"u8);
    }

    private static void WriteMetadata(JsonElement metadata, IBufferWriter<byte> output, ContentHash hash)
    {
        var first = true;
        output.Write("{"u8);
        foreach (var property in metadata.EnumerateObject())
        {
            if (property.NameEquals("managedFields"))
            {
                WriteNewestManager(property, output, ref first);
            }
            else if (property.NameEquals("annotations") && property.Value.ValueKind == JsonValueKind.Object)
            {
                WriteName(property, output, ref first);
                WriteAnnotations(property.Value, output, hash);
            }
            else
            {
                Write(property, output, ref first);
                if (property.NameEquals("resourceVersion")) continue;
                Hash(hash, property);
                hash.Add(Raw(property.Value));
            }
        }

        output.Write("}"u8);
    }

    private static void WriteAnnotations(JsonElement annotations, IBufferWriter<byte> output, ContentHash hash)
    {
        var first = true;
        output.Write("{"u8);
        foreach (var annotation in annotations.EnumerateObject())
        {
            if (annotation.NameEquals(LastApplied)) continue;
            Write(annotation, output, ref first);
            if (annotation.NameEquals(LeaderElection)) continue;
            Hash(hash, annotation);
            hash.Add(Raw(annotation.Value));
        }

        output.Write("}"u8);
    }

    private static void WriteNewestManager(JsonProperty managed, IBufferWriter<byte> output, ref bool first)
    {
        if (managed.Value.ValueKind != JsonValueKind.Array) return;
        JsonElement? newest = null;
        var newestTime = "";
        foreach (var entry in managed.Value.EnumerateArray())
        {
            var time = entry.TryGetProperty("time", out var value) ? value.GetString() ?? "" : "";
            if (newest is not null && string.CompareOrdinal(time, newestTime) <= 0) continue;
            (newest, newestTime) = (entry, time);
        }

        if (newest is not { } manager) return;
        WriteName(managed, output, ref first);
        var firstOfManager = true;
        output.Write("[{"u8);
        foreach (var property in manager.EnumerateObject())
            if (property.NameEquals("manager") || property.NameEquals("operation") || property.NameEquals("time") || property.NameEquals("subresource")) Write(property, output, ref firstOfManager);
        output.Write("}]"u8);
    }

    // Names and values are copied as the member wrote them.
    private static void Write(JsonProperty property, IBufferWriter<byte> output, ref bool first)
    {
        WriteName(property, output, ref first);
        output.Write(Raw(property.Value));
    }

    private static void WriteName(JsonProperty property, IBufferWriter<byte> output, ref bool first)
    {
        output.Write(first ? "\""u8 : ",\""u8);
        output.Write(JsonMarshal.GetRawUtf8PropertyName(property));
        output.Write("\":"u8);
        first = false;
    }

    // Nodes tell every few seconds that they are alive; that alone is no change.
    private static void HashWithoutHeartbeats(ContentHash hash, JsonElement value)
    {
        var raw = Raw(value);
        if (raw.IndexOf("\"lastHeartbeatTime\""u8) < 0)
        {
            hash.Add(raw);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    if (property.NameEquals("lastHeartbeatTime")) continue;
                    Hash(hash, property);
                    HashWithoutHeartbeats(hash, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) HashWithoutHeartbeats(hash, item);
                break;
            default:
                hash.Add(raw);
                break;
        }
    }

    private static ReadOnlySpan<byte> Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element);

    private static void Hash(ContentHash hash, JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (raw.Contains((byte)'\\')) hash.AddText(property.Name);
        else hash.AddText(raw);
    }
}
