using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Nodes;

/// <summary>Removes pods from nodes that they may not stay on, when their time there is over, and pods whose node is gone at once.</summary>
internal sealed class TaintEvictionController(ControlPlane plane) : IController
{
    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Nodes, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Pods)
        {
            if (change.Type == StoreEventType.Added)
                enqueue(change.Object.Key);
        }
        else if (change.Type == StoreEventType.Deleted || (change.Type == StoreEventType.Modified && TaintsOf(change.Old) != TaintsOf(change.Object)))
        {
            foreach (var pod in plane.PodsOn(change.Object.Key.Name))
                enqueue(pod.Key());
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Pods, key) is not { } pod || pod.NodeName() is not { } nodeName)
            return null;
        if (plane.Store.Get(BuiltIn.Nodes, "", nodeName)?.ToNode() is not { } node)
        {
            plane.Store.Delete(BuiltIn.Pods, key.Namespace, key.Name, DeleteRequest.Now);
            return null;
        }
        if (pod.IsDeleting() || Due(pod, node) is not { } due)
            return null;
        if (due > plane.Now)
            return due - plane.Now;
        Evict(pod, key);
        return null;
    }

    /// <summary>When the pod must go, or null when it may stay.</summary>
    private DateTimeOffset? Due(JsonObject pod, JsonObject node)
    {
        DateTimeOffset? first = null;
        foreach (var taint in node.ObjectsAt("spec", "taints").Where(taint => taint.TextAt("effect") == "NoExecute"))
        {
            if (Tolerations.StayUnder(pod, taint) is not { } stay)
                continue;
            var due = (taint.TimeAt("timeAdded") ?? plane.Now) + stay;
            first = first is null || due < first ? due : first;
        }
        return first;
    }

    private void Evict(JsonObject pod, ObjectKey key)
    {
        var status = pod.ObjectAt("status").Copy() ?? [];
        Conditions.Set(status, "DisruptionTarget", true, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", plane.Now);
        plane.WriteStatus(BuiltIn.Pods, key, status);
        plane.Events.Record(pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {key}", "taint-eviction-controller");
        plane.Store.Delete(BuiltIn.Pods, key.Namespace, key.Name);
    }

    private static string? TaintsOf(StoredObject? node) => node?.ToNode().At("spec", "taints")?.ToJsonString();
}
