using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Workloads.Shapes;

/// <summary>A port that Kubernetes gives as a number or a name, and the published API as a number alone.</summary>
internal sealed class PortNumber : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var port) ? port : 0;

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
