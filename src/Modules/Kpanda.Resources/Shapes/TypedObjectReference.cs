namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1TypedObjectReference</c> of the published API.</summary>
public sealed record TypedObjectReference(string? ApiGroup, string? Kind, string? Name, string? Namespace);
