using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Kube.Wire;

/// <summary>How members' JSON is read. Schemas of custom resources nest far deeper than the default of 64.</summary>
internal static class JsonLimits
{
    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 512;

    /// <summary>Options of every low-level reader.</summary>
    public static JsonReaderOptions Reader => new() { MaxDepth = MaxDepth };

    /// <summary>Writes a node.</summary>
    public static ReadOnlyMemory<byte> Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer)) node.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads to the end.</summary>
    /// <exception cref="JsonException">The bytes are not one JSON value.</exception>
    public static void Validate(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Reader);
        while (reader.Read())
        {
        }
    }
}
