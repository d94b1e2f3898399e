using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Store;

public sealed partial class ObjectStore
{
    /// <summary>
    /// Puts an object that is older than this process: its <c>uid</c>, <c>creationTimestamp</c> and <c>generation</c> are kept where they are given.
    /// Takes the place of an object of that name. The node belongs to the store afterwards.
    /// </summary>
    public void Seed(GroupResource resource, JsonObject obj)
    {
        lock (gate)
        {
            var meta = obj.Ensure("metadata");
            var collection = Collection(resource);
            var old = collection.Get(new ObjectKey(meta.Text("namespace") ?? "", meta.Text("name") ?? ""));
            policy.Complete(resource, obj, null);
            meta["uid"] ??= NewUid();
            meta["creationTimestamp"] ??= KubeJson.Timestamp(time.GetUtcNow());
            if (policy.CountsGenerations(resource)) meta["generation"] ??= 1;
            var stored = Stamp(resource, obj);
            collection.Put(stored);
            Commit(collection, new StoreEvent(old is null ? StoreEventType.Added : StoreEventType.Modified, stored, old));
        }

        Deliver();
    }
}
