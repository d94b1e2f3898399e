using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Search.Lists;

/// <summary>A row of an answer that is written already: it goes out as it is.</summary>
/// <param name="Json">UTF-8 JSON of one object.</param>
[JsonConverter(typeof(Converter))]
internal sealed record RenderedRow(byte[] Json)
{
    internal sealed class Converter : JsonConverter<RenderedRow>
    {
        public override RenderedRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Rows are answers, never requests.");

        public override void Write(Utf8JsonWriter writer, RenderedRow value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}
