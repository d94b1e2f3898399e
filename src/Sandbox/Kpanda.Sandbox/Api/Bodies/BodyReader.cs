using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>Reads JSON as Kubernetes' decoder does: the last of two equal names counts, and both are reported.</summary>
internal sealed class BodyReader
{
    private const int MaxDepth = 200;
    private readonly List<string> duplicates = [];

    private BodyReader()
    {
    }

    /// <summary>The value and the names that occur twice; null with a message in Go's words where the text is not JSON.</summary>
    public static (JsonNode? Node, IReadOnlyList<string> Duplicates, string? Error) Read(ReadOnlyMemory<byte> utf8)
    {
        var body = new BodyReader();
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (!reader.Read()) return (null, [], "unexpected end of JSON input");
            var node = body.Value(ref reader, "");
            if (reader.Read()) return (null, [], "invalid character after top-level value");
            return (node, body.duplicates, null);
        }
        catch (JsonException)
        {
            return (null, [], GoSyntaxError.Describe(utf8.Span));
        }
    }

    private JsonNode? Value(ref Utf8JsonReader reader, string path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, path);
            case JsonTokenType.StartArray:
                return Array(ref reader, path);
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(reader.GetDouble());
            default:
                return null;
        }
    }

    private JsonObject Object(ref Utf8JsonReader reader, string path)
    {
        JsonObject map = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (map.ContainsKey(name)) duplicates.Add(at);
            reader.Read();
            map[name] = Value(ref reader, at);
        }

        return map;
    }

    private JsonArray Array(ref Utf8JsonReader reader, string path)
    {
        JsonArray list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Value(ref reader, $"{path}[{list.Count}]"));
        return list;
    }
}
