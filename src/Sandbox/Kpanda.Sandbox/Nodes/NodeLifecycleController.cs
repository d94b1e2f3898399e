using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Nodes;

/// <summary>Notices nodes that fall silent or come back, by their leases, and taints them; taints cordoned nodes too.</summary>
internal sealed class NodeLifecycleController(ControlPlane plane, TimeSpan grace) : IController
{
    private const string Component = "node-controller";
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Nodes];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type != StoreEventType.Deleted)
            enqueue(change.Object.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Nodes, key) is not { } node)
            return null;
        var renewed = plane.Get(BuiltIn.Leases, new(HeartbeatController.Namespace, key.Name)).TimeAt("spec", "renewTime") ?? node.Created();
        var silent = plane.Now - renewed > grace;
        var known = Conditions.Find(node.ObjectAt("status"), "Ready").TextAt("status") != "Unknown";
        if (silent == known)
            WriteConditions(node, key, silent);
        Taint(key, silent);
        if (silent)
            return Recheck;
        // A lease of the future says only that clocks differ.
        var left = renewed + grace - plane.Now;
        return (left < grace ? left : grace) + TimeSpan.FromSeconds(1);
    }

    private void WriteConditions(JsonObject node, ObjectKey key, bool silent)
    {
        var status = node.ObjectAt("status").Copy() ?? [];
        foreach (var condition in status.ObjectsAt("conditions").ToList())
        {
            if (condition.TextAt("type") is not { } type || type == "NetworkUnavailable")
                continue;
            var (value, reason, message) = silent ? ("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.") : NodeFactory.Healthy(type);
            condition["status"] = value;
            condition["reason"] = reason;
            condition["message"] = message;
            condition["lastTransitionTime"] = KubeJson.Timestamp(plane.Now);
            if (!silent)
                condition["lastHeartbeatTime"] = KubeJson.Timestamp(plane.Now);
        }
        plane.WriteStatus(BuiltIn.Nodes, key, status);
        var word = silent ? "NodeNotReady" : "NodeReady";
        plane.Events.Record(node, "Normal", word, $"Node {key.Name} status is now: {word}", silent ? Component : "kubelet", silent ? null : key.Name);
        if (silent)
            MarkPods(key.Name);
    }

    /// <summary>Pods of a silent node are no longer ready as far as anybody knows; the kubelet says otherwise when it is back.</summary>
    private void MarkPods(string node)
    {
        foreach (var pod in plane.PodsOn(node).Where(pod => pod.IsReady()))
        {
            var status = pod.ObjectAt("status").Copy()!;
            var ready = Conditions.Find(status, "Ready")!;
            ready["status"] = "False";
            ready["lastTransitionTime"] = KubeJson.Timestamp(plane.Now);
            plane.WriteStatus(BuiltIn.Pods, pod.Key(), status);
            plane.Events.Record(pod, "Warning", "NodeNotReady", "Node is not ready", Component);
        }
    }

    private void Taint(ObjectKey key, bool silent) => plane.Store.Update(BuiltIn.Nodes, "", key.Name, node =>
    {
        NodeTaints.Set(node, NodeTaints.Unreachable, "NoSchedule", silent, plane.Now);
        NodeTaints.Set(node, NodeTaints.Unreachable, "NoExecute", silent, plane.Now);
        NodeTaints.Set(node, NodeTaints.Unschedulable, "NoSchedule", node.BoolAt("spec", "unschedulable") == true, plane.Now);
        return node;
    });
}
