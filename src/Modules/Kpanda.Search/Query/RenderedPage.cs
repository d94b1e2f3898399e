namespace Kpanda.Search.Query;

/// <summary>A <see cref="ResourcePage"/> whose rows are written already: UTF-8 JSON, as lists show them.</summary>
public sealed record RenderedPage(IReadOnlyList<byte[]> Rows, int Total, IReadOnlyList<ClusterFreshness> Freshness)
{
    /// <inheritdoc cref="ResourcePage.Next" />
    public PageCursor? Next { get; init; }
}
