using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1PersistentVolumeClaimStatus</c> of the published API.</summary>
public sealed record PersistentVolumeClaimStatus
{
    /// <summary>Pending, bound or lost.</summary>
    [AllowedValues("PHASE_UNSPECIFIED", "Pending", "Bound", "Lost")]
    public string Phase { get; init; } = "";

    /// <summary>Ways of access that the volume has.</summary>
    [AllowedValues("PERSISTENT_VOLUME_ACCESS_MODE_UNSPECIFIED", "ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>The size that the volume has.</summary>
    public ResourceList? Capacity { get; init; }

    /// <summary>Conditions.</summary>
    public IReadOnlyList<PersistentVolumeClaimCondition>? Conditions { get; init; }

    /// <summary>Pods that use it; null where they were not looked up.</summary>
    public IReadOnlyList<string>? PodName { get; init; }

    /// <summary>Snapshots of it; null where they were not looked up.</summary>
    public int? SnapshotCount { get; init; }
}
