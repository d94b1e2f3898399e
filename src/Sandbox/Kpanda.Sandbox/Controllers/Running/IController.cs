using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>
/// Brings one kind of object from what is to what is wanted. One thread at a time runs all controllers of a cluster, so a controller needs no lock.
/// </summary>
internal interface IController
{
    /// <summary>The kinds whose changes matter; null for all.</summary>
    IReadOnlyList<GroupResource>? Watched { get; }

    /// <summary>Names the objects that a change concerns. Called in order for every change; must be quick and must not write.</summary>
    void Observe(StoreEvent change, Action<ObjectKey> enqueue);

    /// <summary>Does what is to be done for one object, from its present state. Returns when to look again, or null for at the next change.</summary>
    TimeSpan? Reconcile(ObjectKey key);
}
