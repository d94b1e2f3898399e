using Kpanda.Hosting.Paging;

namespace Kpanda.Search.Lists;

/// <summary>What a list answers with.</summary>
/// <param name="Items">Rows in their published shape, written already; the type of each is the descriptor's.</param>
/// <param name="Pagination">Exact, within the rights of the person.</param>
/// <param name="Freshness">Clusters that are not in step.</param>
public sealed record ListAnswer(IReadOnlyList<object> Items, Pagination Pagination, IReadOnlyList<FreshnessNote> Freshness)
{
    /// <summary>Where the page ends: given as <c>after</c> it asks for what comes next, whatever came or went meanwhile. Absent on the last page.</summary>
    public string? Next { get; init; }
}
