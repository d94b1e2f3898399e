namespace Kpanda.Search.Index;

/// <summary>One page of an answer, without bodies.</summary>
internal sealed record RowPage(IReadOnlyList<RowRef> Rows, int Total)
{
    public static RowPage Empty { get; } = new([], 0);
}
