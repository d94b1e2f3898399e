namespace Kpanda.Sandbox.Store;

/// <summary>The outcome of a write, and the object it speaks of.</summary>
public readonly record struct StoreResult(StoreOutcome Outcome, StoredObject? Object)
{
    /// <summary>Whether the store now holds what the caller asked for.</summary>
    public bool Ok => Outcome is StoreOutcome.Written or StoreOutcome.Unchanged or StoreOutcome.Removed;
}
