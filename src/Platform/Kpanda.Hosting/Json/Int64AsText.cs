using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Hosting.Json;

/// <summary>Writes int64 as a string, as the published API does because JavaScript would round it; reads strings and numbers.</summary>
internal sealed class Int64AsText : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        if (reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)) return number;
        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[20];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
