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

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        SkipValidation = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(JsonElement root, bool isSecret, IBufferWriter<byte> output, ContentHash hash)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        writer.WriteStartObject();
        foreach (var property in root.EnumerateObject())
        {
            if (isSecret && (property.NameEquals("data") || property.NameEquals("stringData"))) continue;
            writer.WritePropertyName(property.Name);
            Hash(hash, property.Name);
            if (property.NameEquals("metadata"))
            {
                WriteMetadata(property.Value, writer, hash);
                continue;
            }

            writer.WriteRawValue(Raw(property.Value), skipInputValidation: true);
            HashWithoutHeartbeats(hash, property.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteMetadata(JsonElement metadata, Utf8JsonWriter writer, ContentHash hash)
    {
        writer.WriteStartObject();
        foreach (var property in metadata.EnumerateObject())
        {
            if (property.NameEquals("managedFields"))
            {
                WriteNewestManager(property.Value, writer);
            }
            else if (property.NameEquals("annotations") && property.Value.ValueKind == JsonValueKind.Object)
            {
                WriteAnnotations(property.Value, writer, hash);
            }
            else
            {
                writer.WritePropertyName(property.Name);
                writer.WriteRawValue(Raw(property.Value), skipInputValidation: true);
                if (property.NameEquals("resourceVersion")) continue;
                Hash(hash, property.Name);
                hash.Add(Raw(property.Value));
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteAnnotations(JsonElement annotations, Utf8JsonWriter writer, ContentHash hash)
    {
        writer.WriteStartObject("annotations");
        foreach (var annotation in annotations.EnumerateObject())
        {
            if (annotation.NameEquals(LastApplied)) continue;
            writer.WritePropertyName(annotation.Name);
            writer.WriteRawValue(Raw(annotation.Value), skipInputValidation: true);
            if (annotation.NameEquals(LeaderElection)) continue;
            Hash(hash, annotation.Name);
            hash.Add(Raw(annotation.Value));
        }

        writer.WriteEndObject();
    }

    private static void WriteNewestManager(JsonElement managed, Utf8JsonWriter writer)
    {
        if (managed.ValueKind != JsonValueKind.Array) return;
        JsonElement? newest = null;
        var newestTime = "";
        foreach (var entry in managed.EnumerateArray())
        {
            var time = entry.TryGetProperty("time", out var value) ? value.GetString() ?? "" : "";
            if (newest is not null && string.CompareOrdinal(time, newestTime) <= 0) continue;
            (newest, newestTime) = (entry, time);
        }

        if (newest is not { } manager) return;
        writer.WriteStartArray("managedFields");
        writer.WriteStartObject();
        foreach (var property in manager.EnumerateObject())
            if (property.NameEquals("manager") || property.NameEquals("operation") || property.NameEquals("time") || property.NameEquals("subresource")) property.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
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
                    Hash(hash, property.Name);
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

    private static void Hash(ContentHash hash, string name) => hash.Add(MemoryMarshal.AsBytes(name.AsSpan()));
}
