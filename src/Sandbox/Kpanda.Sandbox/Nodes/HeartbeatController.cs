using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Nodes;

/// <summary>Renews the leases of nodes. A node annotated <c>sandbox.kpanda.io/power: off</c> falls silent.</summary>
internal sealed class HeartbeatController(ControlPlane plane, TimeSpan period) : IController
{
    public const string Namespace = "kube-node-lease";
    public const string PowerAnnotation = "sandbox.kpanda.io/power";

    /// <summary>Whether a node's machine is on.</summary>
    public static bool HasPower(JsonObject node) => node.Annotation(PowerAnnotation) != "off";

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Nodes];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type != StoreEventType.Modified || change.Object.Deleting)
            enqueue(change.Object.Key);
        else if (change.Old?.ToNode().Annotation(PowerAnnotation) != change.Object.ToNode().Annotation(PowerAnnotation))
            enqueue(change.Object.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Nodes, key) is not { } node)
        {
            plane.Store.Delete(BuiltIn.Leases, Namespace, key.Name, DeleteRequest.Now);
            return null;
        }
        if (!HasPower(node))
            return null;
        var now = plane.Now;
        var renewed = plane.Store.Update(BuiltIn.Leases, Namespace, key.Name, lease =>
        {
            lease.Ensure("spec")["renewTime"] = KubeJson.MicroTimestamp(now);
            return lease;
        });
        if (renewed.Outcome == StoreOutcome.NotFound)
        {
            var lease = NodeFactory.MakeLease(key.Name, now, now);
            lease["metadata"]!["ownerReferences"] = new JsonArray(
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = key.Name, ["uid"] = node.Uid() });
            plane.Store.Create(BuiltIn.Leases, lease);
        }
        return period;
    }
}
