namespace Kpanda.Resources.Shapes;

/// <summary><c>apicorev1alpha1TypedLocalObjectReference</c> of the published API.</summary>
[PublishedName("apicorev1alpha1TypedLocalObjectReference")]
public sealed record TypedLocalObjectReference(string? ApiGroup, string? Kind, string? Name);
