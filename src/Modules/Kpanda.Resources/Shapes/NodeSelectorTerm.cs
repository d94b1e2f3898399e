namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1NodeSelectorTerm</c> of the published API: all of its conditions hold.</summary>
public sealed record NodeSelectorTerm
{
    /// <summary>Conditions on labels.</summary>
    public IReadOnlyList<NodeSelectorRequirement>? MatchExpressions { get; init; }

    /// <summary>Conditions on fields.</summary>
    public IReadOnlyList<NodeSelectorRequirement>? MatchFields { get; init; }
}
