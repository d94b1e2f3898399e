namespace Kpanda.Resources.Shapes;

/// <summary><c>typesLabelSelectorRequirement</c> of the published API.</summary>
[PublishedName("typesLabelSelectorRequirement")]
public sealed record LabelSelectorRequirement
{
    /// <summary>The label.</summary>
    public string Key { get; init; } = "";

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c>, <c>DoesNotExist</c>.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The values to compare with.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
