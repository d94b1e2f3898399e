namespace Kpanda.Sandbox.Store;

/// <summary>How a write ended.</summary>
public enum StoreOutcome
{
    /// <summary>The object was written; <see cref="StoreResult.Object"/> is its new state.</summary>
    Written,

    /// <summary>Nothing was different, so nothing was written.</summary>
    Unchanged,

    /// <summary>The object was removed; <see cref="StoreResult.Object"/> is its last state.</summary>
    Removed,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>An object of that name exists; <see cref="StoreResult.Object"/> is it.</summary>
    AlreadyExists,

    /// <summary>The caller's change said no (returned null), or a precondition failed.</summary>
    Refused,
}
