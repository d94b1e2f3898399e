using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>
/// <c>v1alpha1ResourceList</c> of the published API. Kubernetes has one map of quantities; the published form names three of them and keeps the rest in
/// <see cref="Resources"/>.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record ResourceList
{
    /// <summary>CPU, as a quantity.</summary>
    public string Cpu { get; init; } = "";

    /// <summary>Memory, as a quantity.</summary>
    public string Memory { get; init; } = "";

    /// <summary>Storage, as a quantity.</summary>
    public string Storage { get; init; } = "";

    /// <summary>Everything else by resource name.</summary>
    public IReadOnlyDictionary<string, string> Resources { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the map of Kubernetes, writes the published form.</summary>
    public sealed class Converter : JsonConverter<ResourceList>
    {
        /// <inheritdoc />
        public override ResourceList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var quantities = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!.ToDictionary(p => p.Key, p => p.Value.ToString());
            return new()
            {
                Cpu = Take("cpu"),
                Memory = Take("memory"),
                Storage = Take("storage"),
                Resources = quantities,
            };

            string Take(string name) => quantities.Remove(name, out var quantity) ? quantity : "";
        }

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, ResourceList value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("cpu", value.Cpu);
            writer.WriteString("memory", value.Memory);
            writer.WriteString("storage", value.Storage);
            writer.WritePropertyName("resources");
            JsonSerializer.Serialize(writer, value.Resources, options);
            writer.WriteEndObject();
        }
    }
}
