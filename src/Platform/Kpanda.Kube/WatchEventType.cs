namespace Kpanda.Kube;

/// <summary>The types of watch events.</summary>
public enum WatchEventType
{
    /// <summary>The object is new.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone.</summary>
    Deleted,

    /// <summary>Nothing happened up to this version.</summary>
    Bookmark,

    /// <summary>The stream ends with a failure.</summary>
    Failed,
}
