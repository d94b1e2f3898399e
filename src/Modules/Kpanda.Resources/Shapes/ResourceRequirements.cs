namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1ResourceRequirements</c> of the published API.</summary>
public sealed record ResourceRequirements
{
    /// <summary>The most that may be used.</summary>
    public ResourceList? Limits { get; init; }

    /// <summary>What is set aside.</summary>
    public ResourceList? Requests { get; init; }
}
