using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1PersistentVolumeClaimSpec</c> of the published API.</summary>
public sealed record PersistentVolumeClaimSpec
{
    /// <summary>Ways of access.</summary>
    [AllowedValues("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED", "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>Volumes to choose from.</summary>
    public LabelSelectorShape? Selector { get; init; }

    /// <summary>The size.</summary>
    public ResourceRequirements? Resources { get; init; }

    /// <summary>The volume it is bound to.</summary>
    public string? VolumeName { get; init; }

    /// <summary>The class; null for the default.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>The class of the volume's changeable properties: an addition.</summary>
    public string? VolumeAttributesClassName { get; init; }

    /// <summary>File system or raw device.</summary>
    [AllowedValues("VOLUME_MODE_UNSPECIFIED", "Block", "Filesystem")]
    public string? VolumeMode { get; init; }

    /// <summary>What the volume is filled from.</summary>
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>What the volume is filled from, perhaps in another namespace.</summary>
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>Whether the class lets it grow; null where the class was not looked up.</summary>
    public bool? SupportExpansion { get; init; }

    /// <summary>Whether snapshots can be taken; null where the class was not looked up.</summary>
    public bool? SupportSnapshot { get; init; }
}
