namespace Kpanda.Hosting.Live;

/// <summary>What a change means for the list that is followed.</summary>
public enum LiveChangeKind
{
    /// <summary>The object matches now and did not before.</summary>
    Added,

    /// <summary>The object matched before and still does.</summary>
    Modified,

    /// <summary>The object is gone, or no longer matches.</summary>
    Removed,
}
