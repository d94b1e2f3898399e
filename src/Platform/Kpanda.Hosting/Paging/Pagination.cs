namespace Kpanda.Hosting.Paging;

/// <summary><c>typesPagination</c> of the published API.</summary>
/// <param name="Total">Rows that match, over all pages.</param>
/// <param name="Page">This page, counted from 1.</param>
/// <param name="PageSize">The most rows of a page.</param>
/// <param name="Pages">How many pages there are.</param>
public sealed record Pagination(int Total, int Page, int PageSize, int Pages)
{
    /// <summary>Describes one page of <paramref name="total"/> rows.</summary>
    public static Pagination Of(PageRequest request, int total) =>
        new(total, request.Page, request.PageSize, (int)((total + request.PageSize - 1L) / request.PageSize));
}
