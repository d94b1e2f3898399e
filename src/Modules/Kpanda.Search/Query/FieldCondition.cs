namespace Kpanda.Search.Query;

/// <summary>
/// A condition on an indexed field (<see cref="Kinds.KindDescriptor.IndexedFields"/>): the field has one of the values, or, negated, none of them. A field that
/// the object does not have has the value "" (as in Kubernetes field selectors).
/// </summary>
/// <param name="Path">The field, as the descriptor lists it, e.g. <c>spec.nodeName</c>; or <see cref="NamePath"/>, which every kind has.</param>
/// <param name="Values">The values to compare with, exactly unless <see cref="Partial"/>.</param>
public sealed record FieldCondition(string Path, IReadOnlyList<string> Values)
{
    /// <summary>The name of the object.</summary>
    public const string NamePath = "metadata.name";

    /// <summary>Whether objects match that have none of the values.</summary>
    public bool Negated { get; init; }

    /// <summary>Whether a part of the field's value suffices, compared without case.</summary>
    public bool Partial { get; init; }

    /// <summary>One value.</summary>
    public static FieldCondition Equal(string path, string value) => new(path, [value]);
}
