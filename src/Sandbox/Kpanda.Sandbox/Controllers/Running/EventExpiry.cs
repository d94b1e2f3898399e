using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>Forgets events an hour after they were last seen, as an API server does.</summary>
internal sealed class EventExpiry(ObjectStore store, TimeProvider time) : IController
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Events];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type == StoreEventType.Added)
            enqueue(change.Object.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (store.Get(BuiltIn.Events, key.Namespace, key.Name) is not { } stored)
            return null;
        var item = stored.ToNode();
        var last = EventRecorder.LastTime(item) ?? item.Created();
        var left = last + Life - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            return left;
        store.Delete(BuiltIn.Events, key.Namespace, key.Name, DeleteRequest.Now);
        return null;
    }
}
