namespace Kpanda.Resources.Shapes;

/// <summary><c>typesLabelSelector</c> of the published API: a selector as objects hold it.</summary>
[PublishedName("typesLabelSelector")]
public sealed record LabelSelectorShape
{
    /// <summary>Labels that must have exactly these values.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<LabelSelectorRequirement>? MatchExpressions { get; init; }
}
