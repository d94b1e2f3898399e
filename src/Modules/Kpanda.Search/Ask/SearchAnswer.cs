using Kpanda.Search.Lists;

namespace Kpanda.Search.Ask;

/// <summary>One page of what a search finds.</summary>
/// <param name="Items">One kind after the other, each in the order that was asked for.</param>
/// <param name="Kinds">Kinds of which there are any.</param>
/// <param name="Total">Over all pages.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; empty on the last one.</param>
/// <param name="Freshness">Clusters that are not in step for a kind of this page.</param>
public sealed record SearchAnswer(IReadOnlyList<SearchRow> Items, IReadOnlyList<KindCount> Kinds, int Total, string Next, IReadOnlyList<FreshnessNote> Freshness);
