namespace Kpanda.Sandbox.Store;

/// <summary>What happened to an object.</summary>
public enum StoreEventType
{
    /// <summary>The object is new.</summary>
    Added,

    /// <summary>The object was there before and has changed.</summary>
    Modified,

    /// <summary>The object is gone; the event holds its last state.</summary>
    Deleted,
}
