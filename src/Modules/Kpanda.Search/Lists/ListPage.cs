using Kpanda.Hosting.Paging;

namespace Kpanda.Search.Lists;

/// <summary>A <see cref="ListAnswer"/> of one kind, as the OpenAPI document shows it.</summary>
/// <param name="Items">Rows in their published shape.</param>
/// <param name="Pagination">Exact, within the rights of the person.</param>
/// <param name="Freshness">Clusters that are not in step.</param>
public sealed record ListPage<TItem>(IReadOnlyList<TItem> Items, Pagination Pagination, IReadOnlyList<FreshnessNote> Freshness)
{
    /// <inheritdoc cref="ListAnswer.Next" />
    public string? Next { get; init; }
}
