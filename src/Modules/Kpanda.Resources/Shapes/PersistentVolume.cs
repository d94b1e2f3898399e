using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

internal sealed record PersistentVolume : PublishedResource
{
    public PersistentVolumeSpec Spec { get; init; } = new();

    public PersistentVolumeStatus Status { get; init; } = new();
}

internal sealed record PersistentVolumeSpec
{
    public IReadOnlyDictionary<string, string>? Capacity { get; init; }

    [AllowedValues("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED", "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    public IReadOnlyList<string>? AccessModes { get; init; }

    public ObjectReference? ClaimRef { get; init; }

    [AllowedValues("PERSISTENT_VOLUME_RECLAIM_POLICY_UNSPECIFIED", "Recycle", "Delete", "Retain")]
    public string? PersistentVolumeReclaimPolicy { get; init; }

    public string? StorageClassName { get; init; }

    /// <summary>The class of its changeable properties: an addition.</summary>
    public string? VolumeAttributesClassName { get; init; }

    public IReadOnlyList<string>? MountOptions { get; init; }

    [AllowedValues("PERSISTENT_VOLUME_MODE_UNSPECIFIED", "Block", "Filesystem")]
    public string? VolumeMode { get; init; }

    public VolumeNodeAffinity? NodeAffinity { get; init; }
}

internal sealed record VolumeNodeAffinity(NodeSelector? Required);

internal sealed record PersistentVolumeStatus
{
    [AllowedValues("PHASE_UNSPECIFIED", "Pending", "Available", "Bound", "Released", "Failed")]
    public string Phase { get; init; } = "Pending";

    public string? Message { get; init; }

    public string? Reason { get; init; }
}

[PublishedName("apicorev1alpha1ObjectReference")]
internal sealed record ObjectReference
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? Uid { get; init; }

    public string? ApiVersion { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>The part of the object that is meant, such as <c>spec.containers{web}</c>: an addition.</summary>
    public string? FieldPath { get; init; }
}
