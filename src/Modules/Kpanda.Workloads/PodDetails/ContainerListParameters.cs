using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.PodDetails;

/// <summary>Which containers of a pod: all of them in the order in which they start, unless a page or an order is asked for.</summary>
/// <param name="Page">The page; absent for all on one.</param>
/// <param name="PageSize">Containers of a page.</param>
/// <param name="SortBy">As in all lists; containers have a name and a state.</param>
/// <param name="SortDir"><c>desc</c> (also when left out) or <c>asc</c>.</param>
internal sealed record ContainerListParameters(int? Page, int? PageSize, string? SortBy, string? SortDir)
{
    private static readonly string[] Fields = ["field_name", "state", "workspace", "cluster", "namespace", "created_at"];

    private static readonly string[] Directions = ["desc", "asc"];

    public Result<Selection> Read()
    {
        if (!PageRequest.Parse(Page, PageSize).TryGet(out var page, out var error)) return error;
        var by = SortBy is null or "" or "SORT_BY_UNSPECIFIED" ? "" : SortBy;
        if (by.Length > 0 && !Fields.Contains(by)) return Unknown("sortBy", by, Fields);
        if (!string.IsNullOrEmpty(SortDir) && !Directions.Contains(SortDir)) return Unknown("sortDir", SortDir, Directions);
        return new Selection(Page is > 0 || PageSize is > 0 ? page : null, by, SortDir != "asc");
    }

    private static Error Unknown(string field, string value, string[] values) =>
        Error.Invalid(field, "list.value", ("parameter", field), ("value", value), ("values", string.Join(", ", values)));

    /// <summary>What was asked for, checked.</summary>
    internal sealed record Selection(PageRequest? Page, string SortBy, bool Descending)
    {
        public PodContainerList Apply(IReadOnlyList<ContainerStatus> all)
        {
            Func<ContainerStatus, string?>? key = SortBy switch
            {
                "field_name" => container => container.Name,
                "state" => container => container.Phase,
                // Within one pod these are the same for all, and containers have no time of creation.
                _ => null,
            };
            IEnumerable<ContainerStatus> sorted = key is null ? all : Descending ? all.OrderByDescending(key, StringComparer.Ordinal) : all.OrderBy(key, StringComparer.Ordinal);
            return Page is not { } page
                ? new([.. sorted], new Pagination(all.Count, 1, all.Count, 1))
                : new([.. sorted.Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.PageSize)], Pagination.Of(page, all.Count));
        }
    }
}
