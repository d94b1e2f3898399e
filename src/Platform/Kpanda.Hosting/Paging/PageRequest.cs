namespace Kpanda.Hosting.Paging;

/// <summary>
/// <c>page</c> and <c>pageSize</c> of a list request, already checked: both are positive. The wire rule of the published API is that 0 or absent
/// means the default, and a negative number or more than <see cref="MaxPageSize"/> is refused (see <see cref="Parse"/>).
/// </summary>
public readonly record struct PageRequest(int Page, int PageSize)
{
    /// <summary>Rows of a page when the request does not say.</summary>
    public const int DefaultPageSize = 10;

    /// <summary>The most rows that one page may have.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>Rows to skip before the page begins.</summary>
    public long Offset => (Page - 1L) * PageSize;

    /// <summary>Applies the wire rule.</summary>
    /// <returns>The page, or an <c>InvalidArgument</c> error naming the field.</returns>
    public static Result<PageRequest> Parse(int? page, int? pageSize)
    {
        if (page < 0) return Errors.Error.Invalid("page", "paging.page.negative");
        if (pageSize is < 0 or > MaxPageSize) return Errors.Error.Invalid("pageSize", "paging.size.range", ("max", $"{MaxPageSize}"));
        return new PageRequest(page is null or 0 ? 1 : page.Value, pageSize is null or 0 ? DefaultPageSize : pageSize.Value);
    }
}
