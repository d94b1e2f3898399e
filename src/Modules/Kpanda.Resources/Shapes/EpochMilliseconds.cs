using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>
/// The timestamps of the published API: milliseconds since 1970 as a JSON string. Reads the RFC 3339 form of Kubernetes too, so that a
/// shape can be read straight from a member's object. What is no time is read as null.
/// </summary>
public sealed class EpochMilliseconds : JsonConverter<long?>
{
    /// <inheritdoc />
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        if (reader.TokenType != JsonTokenType.String) return null;
        if (reader.TryGetDateTimeOffset(out var time)) return time.ToUnixTimeMilliseconds();
        return long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number : null;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        else writer.WriteNullValue();
    }
}
