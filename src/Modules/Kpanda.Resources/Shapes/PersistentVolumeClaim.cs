namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1PersistentVolumeClaim</c> of the published API.</summary>
public sealed record PersistentVolumeClaim : PublishedResource
{
    /// <summary>What is asked for.</summary>
    public PersistentVolumeClaimSpec Spec { get; init; } = new();

    /// <summary>What there is.</summary>
    public PersistentVolumeClaimStatus Status { get; init; } = new();
}
