using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>One page of an answer, without bodies.</summary>
internal sealed record RowPage(IReadOnlyList<RowRef> Rows, int Total)
{
    /// <summary>The last row, as the next page begins after it; null where there is none.</summary>
    public PageCursor? Next => Rows.Count == 0 ? null : Rows[^1].Cursor with { Field = LastField };

    /// <summary>Of the last row, what the rows are sorted by; null where that is one of the columns that every kind has.</summary>
    public string? LastField { get; init; }

    public static RowPage Empty { get; } = new([], 0);
}
