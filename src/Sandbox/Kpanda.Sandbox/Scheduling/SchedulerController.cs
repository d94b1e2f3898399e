using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Binds pods to nodes. A pod that fits nowhere is looked at again when a node or another pod makes room, and every five minutes.</summary>
internal sealed class SchedulerController(ControlPlane plane) : IController
{
    private const string Component = "default-scheduler";
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    private readonly NodeUsage _usage = new(plane.Store);
    private readonly HashSet<ObjectKey> _unschedulable = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Pods, BuiltIn.Nodes, BuiltIn.PersistentVolumeClaims];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Pods)
        {
            _usage.Observe(change);
            if (change.Type == StoreEventType.Added)
                enqueue(change.Object.Key);
            else if (change.Type == StoreEventType.Deleted)
                RetryAll(enqueue);
        }
        else if (change.Type != StoreEventType.Deleted)
        {
            RetryAll(enqueue);
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Pods, key) is not { } pod || !WantsNode(pod))
        {
            lock (_gate)
                _unschedulable.Remove(key);
            return null;
        }
        var nodes = plane.Store.List(BuiltIn.Nodes).Select(node => node.ToNode()).ToList();
        var reasons = nodes.Select(node => NodeFit.ReasonsAgainst(pod, node, _usage)).ToList();
        var fitting = nodes.Where((_, i) => reasons[i].Count == 0).ToList();
        if (UnboundClaim(pod) is { } claim)
            return Refuse(pod, key, claim);
        if (fitting.Count == 0)
            return Refuse(pod, key, SchedulingFailure.Describe(reasons));
        Bind(pod, key, fitting.MinBy(node => (NodeFit.Load(node, _usage) + SameOwnerShare(pod, node), node.Name()))!);
        return null;
    }

    private static bool WantsNode(JsonObject pod) =>
        pod.NodeName() is null && !pod.IsDeleting() && !pod.HasEnded()
        && (pod.TextAt("spec", "schedulerName") ?? Component) == Component
        && pod.ArrayAt("spec", "schedulingGates") is not { Count: > 0 };

    /// <summary>Replicas of one workload spread: each one that a node has already weighs as much as a tenth of the node.</summary>
    private decimal SameOwnerShare(JsonObject pod, JsonObject node)
    {
        if (pod.Controller().TextAt("uid") is not { } owner)
            return 0;
        var count = plane.Store.List(BuiltIn.Pods, pod.Namespace()).Count(other => other.OwnerUids.Contains(owner) && other.ToNode().NodeName() == node.Name());
        return count * 0.1m;
    }

    private string? UnboundClaim(JsonObject pod)
    {
        foreach (var volume in pod.ObjectsAt("spec", "volumes"))
        {
            if (volume.TextAt("persistentVolumeClaim", "claimName") is not { } name)
                continue;
            if (plane.Get(BuiltIn.PersistentVolumeClaims, new(pod.Namespace(), name)) is not { } claim)
                return $"persistentvolumeclaim \"{name}\" not found";
            if (claim.TextAt("status", "phase") != "Bound")
            {
                var total = plane.Store.Count(BuiltIn.Nodes);
                return $"0/{total} nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/{total} nodes are available: {total} Preemption is not helpful for scheduling.";
            }
        }
        return null;
    }

    private void Bind(JsonObject pod, ObjectKey key, JsonObject node)
    {
        var name = node.Name();
        var result = plane.Store.Update(
            BuiltIn.Pods,
            key.Namespace,
            key.Name,
            item =>
            {
                if (!WantsNode(item))
                    return null;
                item.Ensure("spec")["nodeName"] = name;
                SetScheduled(item.Ensure("status"), true, null, null);
                return item;
            },
            UpdateKind.Whole);
        lock (_gate)
            _unschedulable.Remove(key);
        if (result.Outcome != StoreOutcome.Written)
            return;
        _usage.Assume(result.Object!.ToNode());
        plane.Events.Record(pod, "Normal", "Scheduled", $"Successfully assigned {key} to {name}", Component);
    }

    private TimeSpan Refuse(JsonObject pod, ObjectKey key, string message)
    {
        lock (_gate)
            _unschedulable.Add(key);
        var status = pod.ObjectAt("status").Copy() ?? [];
        SetScheduled(status, false, "Unschedulable", message);
        plane.WriteStatus(BuiltIn.Pods, key, status);
        if (plane.Events.LastSaid(pod, "FailedScheduling", message, Component) is not { } last || last + Retry <= plane.Now + TimeSpan.FromSeconds(1))
            plane.Events.Record(pod, "Warning", "FailedScheduling", message, Component);
        return Retry;
    }

    private void SetScheduled(JsonObject status, bool value, string? reason, string? message)
    {
        Conditions.Set(status, "PodScheduled", value, reason, message, plane.Now);
        if (Conditions.Find(status, "PodScheduled") is { } condition && !condition.ContainsKey("lastProbeTime"))
            condition.Insert(2, "lastProbeTime", null);
    }

    private void RetryAll(Action<ObjectKey> enqueue)
    {
        ObjectKey[] keys;
        lock (_gate)
            keys = [.. _unschedulable];
        foreach (var key in keys)
            enqueue(key);
    }
}
