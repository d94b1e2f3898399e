using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record VolumeSnapshot : PublishedResource
{
    public VolumeSnapshotSpec Spec { get; init; } = new();

    public VolumeSnapshotStatus Status { get; init; } = new();
}

internal sealed record VolumeSnapshotSpec
{
    public VolumeSnapshotSource? Source { get; init; }

    public string? VolumeSnapshotClassName { get; init; }
}

internal sealed record VolumeSnapshotSource(string? PersistentVolumeClaimName, string? VolumeSnapshotContentName);

internal sealed record VolumeSnapshotStatus
{
    [JsonConverter(typeof(EpochMilliseconds))]
    public long? CreationTime { get; init; }

    public bool ReadyToUse { get; init; }

    public string? RestoreSize { get; init; }
}
