using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1PersistentVolumeClaimCondition</c> of the published API.</summary>
public sealed record PersistentVolumeClaimCondition
{
    /// <summary>What it speaks of.</summary>
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>When it was looked at last.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastProbeTime { get; init; }

    /// <summary>When the status changed last.</summary>
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? LastTransitionTime { get; init; }

    /// <summary>Machine word.</summary>
    public string? Reason { get; init; }

    /// <summary>Words for a person.</summary>
    public string? Message { get; init; }
}
