namespace Kpanda.Resources.Shapes;

/// <summary><c>v1alpha1NodeSelectorRequirement</c> of the published API.</summary>
public sealed record NodeSelectorRequirement
{
    /// <summary>The label or field.</summary>
    public string Key { get; init; } = "";

    /// <summary><c>In</c>, <c>NotIn</c>, <c>Exists</c>, <c>DoesNotExist</c>, <c>Gt</c>, <c>Lt</c>.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The values to compare with.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
