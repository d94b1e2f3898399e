namespace Kpanda.Search.Kinds;

/// <summary>
/// Base of every published shape. Beside the fields of the published API it carries <see cref="Kpanda"/>, which the edge fills in: projections leave it alone.
/// </summary>
public abstract record PublishedObject
{
    /// <summary>What the published shape does not say of the row.</summary>
    public RowFacts? Kpanda { get; set; }
}
