namespace Kpanda.KubeModel;

/// <summary>One condition of a <see cref="FieldSelector"/>.</summary>
public sealed record FieldRequirement(string Field, string Value, bool Negated)
{
    /// <inheritdoc />
    public override string ToString() => $"{Field}{(Negated ? "!=" : "=")}{Value}";
}
