namespace Kpanda.Sandbox.Store;

/// <summary>
/// One committed change. <paramref name="Object"/> is the state after it (for <see cref="StoreEventType.Deleted"/> the last state, with the
/// version of the deletion); <paramref name="Old"/> is the state before it, absent for a new object.
/// </summary>
public sealed record StoreEvent(StoreEventType Type, StoredObject Object, StoredObject? Old)
{
    /// <summary>The version of the cluster that this change made.</summary>
    public long ResourceVersion => Object.ResourceVersion;
}
