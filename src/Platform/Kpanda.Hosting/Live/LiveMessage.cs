using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kpanda.Hosting.Live;

/// <summary>A message from the browser; which fields matter depends on its type.</summary>
internal sealed record LiveMessage(
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("path")] string? Path,
    [property: JsonPropertyName("keys")] IReadOnlyList<string>? Keys,
    [property: JsonPropertyName("versions")] IReadOnlyList<string>? Versions)
{
    /// <summary>The keys with their versions; without versions where there are not as many of them.</summary>
    public IReadOnlyList<LiveRow> Rows() =>
        Keys is null ? [] : [.. Keys.Select((key, i) => new LiveRow(key ?? "", Versions?.Count == Keys.Count ? Versions[i] : null))];

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
