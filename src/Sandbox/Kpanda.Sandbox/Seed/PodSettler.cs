using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Seed;

/// <summary>
/// Writes pods as they are after they have lived for a while: the kubelet's own machine runs through their past, so that restarts, times and events
/// agree with each other.
/// </summary>
internal sealed class PodSettler(SeedBed bed)
{
    private const int LongestLife = 2000;
    private static readonly TimeSpan EventLife = TimeSpan.FromMinutes(59);

    private readonly PodAddresses _addresses = new(bed.Cluster.Store);

    /// <summary>Stores a pod that was created at that time. On a node of its own choice, or on the given one.</summary>
    public JsonObject Settle(JsonObject pod, DateTimeOffset created, JsonObject? on = null)
    {
        var meta = pod.Ensure("metadata");
        meta["uid"] = bed.NewUid();
        meta["creationTimestamp"] = KubeJson.Timestamp(created);
        var node = on ?? Choose(pod);
        if (node is null)
            Refuse(pod, created);
        else
            Live(pod, created, node);
        return bed.Put(BuiltIn.Pods, pod, created);
    }

    private JsonObject? Choose(JsonObject pod) =>
        bed.Nodes.Where(node => NodeFit.Against(pod, node, bed.Usage).Count == 0).MinBy(node => (NodeFit.Load(node, bed.Usage), node.Name()));

    private void Live(JsonObject pod, DateTimeOffset created, JsonObject node)
    {
        pod.Ensure("spec")["nodeName"] = node.Name();
        bed.Usage.Assume(pod);
        TellScheduler(pod, created, "Normal", "Scheduled", "Binding", $"Successfully assigned {pod.Key()} to {node.Name()}");
        var address = node.ObjectsAt("status", "addresses").First().TextAt("address")!;
        var range = node.TextAt("spec", "podCIDR")!;
        var facts = new NodeFacts(node.Name(), address, () => _addresses.Allocate(range));
        var time = created.AddSeconds(1);
        for (var i = 0; i < LongestLife && time <= bed.Now; i++)
        {
            var step = PodMachine.Advance(pod, facts, _ => false, time);
            foreach (var told in step.Events)
                Tell(pod, time, told, "kubelet", node.Name());
            if (step.Wake is not { } wake)
                break;
            time += wake < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wake;
        }
    }

    private void Refuse(JsonObject pod, DateTimeOffset created)
    {
        var message = SchedulingFailure.Describe([.. bed.Nodes.Select(node => NodeFit.Against(pod, node, bed.Usage))], preemption: null, bed.Cluster.Minor);
        var status = pod.Ensure("status");
        Conditions.Set(status, "PodScheduled", false, "Unschedulable", message, created);
        Conditions.Find(status, "PodScheduled")!.Insert(2, "lastProbeTime", null);
        TellScheduler(pod, bed.Now.AddMinutes(-3), "Warning", "FailedScheduling", "Scheduling", message);
    }

    private void TellScheduler(JsonObject pod, DateTimeOffset time, string type, string reason, string action, string message)
    {
        if (time < bed.Now - EventLife)
            return;
        var (ns, name) = EventRecorder.Address(pod, reason, message, SchedulerController.Component, null);
        bed.Put(BuiltIn.Events, EventRecorder.WriteSeries(pod, ns, name, type, reason, action, message, SchedulerController.Component, time), time);
    }

    private void Tell(JsonObject pod, DateTimeOffset time, PodEvent told, string component, string? host)
    {
        if (time < bed.Now - EventLife)
            return;
        var (ns, name) = EventRecorder.Address(pod, told.Reason, told.Message, component, told.FieldPath);
        var now = KubeJson.Timestamp(time);
        var counted = bed.Cluster.Store.Update(
            BuiltIn.Events,
            ns,
            name,
            item =>
            {
                item["count"] = (item.IntAt("count") ?? 1) + 1;
                item["lastTimestamp"] = now;
                return item;
            },
            UpdateKind.Whole);
        if (!counted.Ok)
            bed.Put(BuiltIn.Events, EventRecorder.Write(pod, ns, name, told.Type, told.Reason, told.Message, component, host, told.FieldPath, now), time);
    }
}
