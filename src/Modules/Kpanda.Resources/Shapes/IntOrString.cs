using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>A Kubernetes <c>IntOrString</c> (<c>80</c>, <c>"http"</c>, <c>"25%"</c>), published as a string.</summary>
public sealed class IntOrString : JsonConverter<string?>
{
    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64().ToString(CultureInfo.InvariantCulture),
        JsonTokenType.String => reader.GetString(),
        _ => null,
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
