using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

/// <summary>All objects of a store at one version. The objects are shared with it: keeping a state costs a reference for each.</summary>
internal sealed record StoreState(IReadOnlyList<StoreState.Collection> Collections, long Version)
{
    /// <summary>The objects of a kind, and the version of the newest change of one.</summary>
    public sealed record Collection(GroupResource Resource, long LastChange, StoredObject[] Objects);
}
