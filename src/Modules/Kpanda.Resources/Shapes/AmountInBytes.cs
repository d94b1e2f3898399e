using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>A quantity that the published API gives as a number of bytes in a JSON string.</summary>
public sealed class AmountInBytes : JsonConverter<long>
{
    /// <inheritdoc />
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : ResourceAmount.Units(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
