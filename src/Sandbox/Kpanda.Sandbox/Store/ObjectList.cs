namespace Kpanda.Sandbox.Store;

/// <summary>A consistent snapshot of a collection, and the version of the cluster it shows.</summary>
public readonly record struct ObjectList(IReadOnlyList<StoredObject> Items, long ResourceVersion);
