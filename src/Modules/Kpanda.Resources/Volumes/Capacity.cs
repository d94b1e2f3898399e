using System.Text.Json.Serialization;

namespace Kpanda.Resources.Volumes;

/// <summary>The size of a volume as a quantity; also what is answered.</summary>
internal sealed record Capacity([property: JsonPropertyName("capacity")] string? Value);
