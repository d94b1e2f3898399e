namespace Kpanda.Search.Query;

/// <summary>What a change means for a query.</summary>
public enum ResourceChangeKind
{
    /// <summary>The object matches now and did not before.</summary>
    Added,

    /// <summary>The object matched before and still does.</summary>
    Modified,

    /// <summary>The object is gone, or no longer matches.</summary>
    Removed,
}
