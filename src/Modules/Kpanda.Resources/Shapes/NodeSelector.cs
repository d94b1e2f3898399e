namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1NodeSelector</c> of the published API: any of its terms may hold.</summary>
public sealed record NodeSelector
{
    /// <summary>The terms.</summary>
    public IReadOnlyList<NodeSelectorTerm>? NodeSelectorTerms { get; init; }
}
