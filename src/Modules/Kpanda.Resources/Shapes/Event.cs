using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>The metadata and <see cref="Count"/> are additions.</summary>
internal sealed record Event : PublishedResource
{
    public ObjectReference? InvolvedObject { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public EventSource? Source { get; init; }

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastTimestamp { get; init; }

    [AllowedValues("EVENT_TYPE_UNSPECIFIED", "Normal", "Warning")]
    public string Type { get; init; } = "Normal";

    [JsonConverter(typeof(EpochMilliseconds))]
    public long? FirstTimestamp { get; init; }

    public int Count { get; init; }
}

internal sealed record EventSource(string? Component, string? Host);
