using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Hosting.Live;

/// <summary>A message from the browser; which fields matter depends on its type.</summary>
internal sealed record LiveMessage(
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("path")] string? Path,
    [property: JsonPropertyName("keys")] IReadOnlyList<string>? Keys)
{
    /// <returns>Null where the bytes are no such message.</returns>
    public static LiveMessage? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<LiveMessage>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
