using System.Text.Json;

namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>Says what is wrong with a JSON text as Go's decoder says it; clients show these words.</summary>
internal static class GoSyntaxError
{
    public static string Describe(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1000 });
        var last = JsonTokenType.None;
        try
        {
            while (reader.Read()) last = reader.TokenType;
        }
        catch (JsonException broken)
        {
            var offset = Offset(utf8, broken);
            if (offset >= utf8.Length) return "unexpected end of JSON input";
            return $"invalid character '{(char)utf8[offset]}' {Expected(last, reader.CurrentDepth)}";
        }

        return "unexpected end of JSON input";
    }

    private static int Offset(ReadOnlySpan<byte> utf8, JsonException broken)
    {
        var offset = 0;
        for (var line = broken.LineNumber ?? 0; line > 0; line--)
        {
            var next = utf8[offset..].IndexOf((byte)'\n');
            if (next < 0) break;
            offset += next + 1;
        }

        return offset + (int)(broken.BytePositionInLine ?? 0);
    }

    private static string Expected(JsonTokenType last, int depth) => last switch
    {
        JsonTokenType.StartObject => "looking for beginning of object key string",
        JsonTokenType.None or JsonTokenType.StartArray => "looking for beginning of value",
        JsonTokenType.PropertyName => "after object key",
        _ => depth > 0 ? "after object key:value pair" : "after top-level value",
    };
}
