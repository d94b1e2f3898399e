namespace Kpanda.KubeModel;

/// <summary>How a <see cref="LabelRequirement"/> compares.</summary>
public enum LabelOperator
{
    /// <summary>The label is there with one of the values.</summary>
    In,

    /// <summary>The label is absent or has none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,

    /// <summary>The label is a whole number greater than the value.</summary>
    GreaterThan,

    /// <summary>The label is a whole number less than the value.</summary>
    LessThan,
}
