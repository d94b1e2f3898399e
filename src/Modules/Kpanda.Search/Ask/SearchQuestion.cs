using Kpanda.Search.Query;

namespace Kpanda.Search.Ask;

/// <summary>A search, understood.</summary>
/// <param name="Kinds">Kinds to look into.</param>
/// <param name="Query">What must hold in each of them; its resource is filled in for each.</param>
internal sealed record SearchQuestion(IReadOnlyList<SearchedKind> Kinds, ResourceQuery Query)
{
    /// <summary>Words without a key.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Conditions on indexed fields that are written the same for all kinds (<c>image</c>, <c>node</c>, <c>ip</c>), and the value of each.</summary>
    public IReadOnlyList<(string Name, string Value)> Common { get; init; } = [];

    /// <summary>The owner, as its kind and name; null for any.</summary>
    public (IReadOnlyList<SearchedKind> Kinds, string Name)? Owner { get; init; }

    /// <summary>The same question, in which every word is a part of the name.</summary>
    public SearchQuestion WithWordsInNames() => Words.Count == 0 ? this : this with
    {
        Query = Query with
        {
            NameContains = Words[0],
            Fields = [.. Query.Fields, .. Words.Skip(1).Select(word => new FieldCondition(FieldCondition.NamePath, [word]) { Partial = true })],
        },
    };

    /// <summary>Conditions on other fields, for which every body is read.</summary>
    public IReadOnlyList<FieldCondition> Scanned { get; init; } = [];
}
