using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

public sealed partial class ObjectStore
{
    /// <summary>All objects at one version, by kind, with the version of each kind's newest change.</summary>
    internal (IReadOnlyList<(GroupResource Resource, long LastChange, StoredObject[] Objects)> Kinds, long Version) Everything()
    {
        lock (gate) return ([.. collections.Select(c => (c.Key, c.Value.LastChange, c.Value.Snapshot(null)))], version);
    }

    /// <summary>
    /// Fills an empty store with objects of an earlier run. The changes themselves are not known any more, so a watch may go on from before only where
    /// nothing of its kind had changed since.
    /// </summary>
    internal void Restore(IReadOnlyDictionary<GroupResource, long> lastChanges, IEnumerable<StoredObject> objects, long restoredVersion)
    {
        lock (gate)
        {
            version = floor = restoredVersion;
            foreach (var (resource, change) in lastChanges) collections[resource] = new StoreCollection(change) { LastChange = change };
            foreach (var obj in objects) Collection(obj.Resource).Put(obj);
        }
    }
}
