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
    public const string Component = "default-scheduler";

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
            else
                Follow(change, enqueue);
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
        if (pod.ArrayAt("spec", "schedulingGates") is { Count: > 0 })
        {
            lock (_gate)
                _unschedulable.Add(key);
            WriteUnscheduled(key, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates");
            return null;
        }
        var nodes = plane.Store.List(BuiltIn.Nodes).Select(node => node.ToNode()).ToList();
        var volumes = new PodVolumes(plane, pod);
        if (volumes.Problem is { } problem)
            return Refuse(pod, key, SchedulingFailure.OfAll(nodes.Count, problem, plane.Cluster.Minor));
        var topology = new PodTopology(plane.Store, nodes, _usage, pod, new HashSet<ObjectKey>());
        var obstacles = nodes.Select(node => NodeFit.Against(pod, node, _usage, volumes, topology)).ToList();
        var fitting = nodes.Where((_, i) => obstacles[i].Count == 0).ToList();
        if (fitting.Count == 0)
            return Refuse(pod, key, SchedulingFailure.Describe(obstacles, new Preemption(plane, _usage).Try(pod, nodes, obstacles, volumes), plane.Cluster.Minor));
        var best = fitting.FirstOrDefault(node => node.Name() == (volumes.Selected ?? pod.TextAt("status", "nominatedNodeName")))
            ?? fitting.MinBy(node => (NodeFit.Load(node, _usage) + SameOwnerShare(pod, node) - NodeAffinity.Preference(pod, node) - topology.Preference(node), node.Name()))!;
        if (!volumes.MustWait)
        {
            Bind(pod, key, best);
            return null;
        }
        // The claims are looked at next; their change brings the pod back.
        lock (_gate)
            _unschedulable.Add(key);
        volumes.Select(best.Name());
        return Retry;
    }

    /// <summary>A pod that waits is looked at when it changes; the others when a pod came to a node or ended, which affinity may wait for.</summary>
    private void Follow(StoreEvent change, Action<ObjectKey> enqueue)
    {
        bool waits;
        lock (_gate)
        {
            if (_unschedulable.Count == 0)
                return;
            waits = _unschedulable.Contains(change.Object.Key);
        }
        if (waits)
            enqueue(change.Object.Key);
        else if (change.Old?.ToNode() is { } old && change.Object.ToNode() is var now && (old.NodeName() != now.NodeName() || (now.HasEnded() && !old.HasEnded())))
            RetryAll(enqueue);
    }

    private static bool WantsNode(JsonObject pod) =>
        pod.NodeName() is null && !pod.IsDeleting() && !pod.HasEnded()
        && (pod.TextAt("spec", "schedulerName") ?? Component) == Component;

    /// <summary>Replicas of one workload spread: each one that a node has already weighs as much as a tenth of the node.</summary>
    private decimal SameOwnerShare(JsonObject pod, JsonObject node)
    {
        if (pod.Controller().TextAt("uid") is not { } owner)
            return 0;
        var count = plane.Store.List(BuiltIn.Pods, pod.Namespace()).Count(other => other.OwnerUids.Contains(owner) && other.ToNode().NodeName() == node.Name());
        return count * 0.1m;
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
                var status = item.Ensure("status");
                status.Remove("nominatedNodeName");
                SetScheduled(status, true, null, null);
                return item;
            },
            UpdateKind.Whole);
        lock (_gate)
            _unschedulable.Remove(key);
        if (result.Outcome != StoreOutcome.Written)
            return;
        _usage.Assume(result.Object!.ToNode());
        plane.Events.RecordSeries(pod, "Normal", "Scheduled", "Binding", $"Successfully assigned {key} to {name}", Component);
    }

    private TimeSpan Refuse(JsonObject pod, ObjectKey key, string message)
    {
        lock (_gate)
            _unschedulable.Add(key);
        WriteUnscheduled(key, "Unschedulable", message);
        if (plane.Events.LastSaid(pod, "FailedScheduling", message, Component) is not { } last || last + Retry <= plane.Now + TimeSpan.FromSeconds(1))
            plane.Events.RecordSeries(pod, "Warning", "FailedScheduling", "Scheduling", message, Component);
        return Retry;
    }

    private void WriteUnscheduled(ObjectKey key, string reason, string message) =>
        plane.Store.Update(BuiltIn.Pods, key.Namespace, key.Name, item => { SetScheduled(item.Ensure("status"), false, reason, message); return item; }, UpdateKind.Status);

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
