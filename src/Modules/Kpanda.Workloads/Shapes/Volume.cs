using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Volume
{
    public string Name { get; init; } = "";

    public HostPathVolumeSource? HostPath { get; init; }

    public EmptyDirVolumeSource? EmptyDir { get; init; }

    public SecretVolumeSource? Secret { get; init; }

    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    public ConfigMapVolumeSource? ConfigMap { get; init; }
}

internal sealed record HostPathVolumeSource(string? Path, string? Type);

internal sealed record EmptyDirVolumeSource
{
    public string? Medium { get; init; }

    [JsonConverter(typeof(AmountInBytes))]
    public long SizeLimit { get; init; }
}

internal sealed record SecretVolumeSource(string? SecretName, IReadOnlyList<KeyToPath>? Items, int DefaultMode, bool Optional);

internal sealed record ConfigMapVolumeSource(string? Name, IReadOnlyList<KeyToPath>? Items, int DefaultMode, bool Optional);

internal sealed record KeyToPath(string? Key, string? Path, int Mode);

internal sealed record PersistentVolumeClaimVolumeSource(string? ClaimName, bool ReadOnly);

internal sealed record DownwardAPIVolumeSource
{
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }

    [JsonPropertyName("DefaultMode")]
    public int DefaultMode { get; init; }
}

internal sealed record DownwardAPIVolumeFile(string? Path, ObjectFieldSelector? FieldRef, ResourceFieldSelector? ResourceFieldRef, int Mode);
