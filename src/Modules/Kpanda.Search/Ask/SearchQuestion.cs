using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Ask;

/// <summary>A search, understood.</summary>
/// <param name="Kinds">Kinds to look into.</param>
/// <param name="Query">What must hold in each of them; its resource is filled in for each.</param>
internal sealed record SearchQuestion(IReadOnlyList<KindDescriptor> Kinds, ResourceQuery Query)
{
    /// <summary>Conditions on indexed fields that are written the same for all kinds (<c>image</c>, <c>node</c>, <c>ip</c>), and the value of each.</summary>
    public IReadOnlyList<(string Name, string Value)> Common { get; init; } = [];

    /// <summary>The owner, as its kind and name; null for any.</summary>
    public (KindDescriptor Kind, string Name)? Owner { get; init; }

    /// <summary>Conditions on other fields, for which every body is read.</summary>
    public IReadOnlyList<FieldCondition> Scanned { get; init; } = [];
}
