using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Whether a node is fit for a pod, in the order in which the scheduler asks.</summary>
internal static class NodeFit
{
    private static readonly HashSet<ObjectKey> Nobody = [];

    /// <summary>What is against it; nothing when the node fits. Only lack of resources gives several reasons.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node.</param>
    /// <param name="usage">What is used on the nodes.</param>
    /// <param name="volumes">The pod's volumes; null where they do not matter.</param>
    /// <param name="topology">What runs where; null where that does not matter.</param>
    /// <param name="without">Pods that are taken for gone.</param>
    public static IReadOnlyList<Obstacle> Against(
        JsonObject pod, JsonObject node, NodeUsage usage, PodVolumes? volumes = null, PodTopology? topology = null, IReadOnlySet<ObjectKey>? without = null)
    {
        if (node.BoolAt("spec", "unschedulable") == true && !ToleratesCordon(pod))
            return [new("node(s) were unschedulable", false)];
        if (pod.TextAt("spec", "nodeName") is { Length: > 0 } asked && asked != node.Name())
            return [new("node(s) didn't match the requested node name", false)];
        if (Tolerations.FirstUntolerated(pod, node, "NoSchedule", "NoExecute") is { } taint)
            return [new($"node(s) had untolerated taint {{{taint.TextAt("key")}: {taint.TextAt("value")}}}", false)];
        if (!NodeAffinity.Matches(pod, node))
            return [new("node(s) didn't match Pod's node affinity/selector", false)];
        if (HostPort.Of(pod) is { Count: > 0 } ports && usage.PortsOn(node.Name(), without ?? Nobody).Any(taken => ports.Any(taken.Collides)))
            return [new("node(s) didn't have free ports for the requested pod ports", true)];
        var shortages = Shortages(pod, node, usage, without);
        if (shortages.Count > 0)
            return shortages;
        if ((volumes?.Against(node) ?? topology?.Against(node)) is { } obstacle)
            return [obstacle];
        return [];
    }

    /// <summary>How much of a node would be taken: the emptier node is the better one.</summary>
    public static decimal Load(JsonObject node, NodeUsage usage)
    {
        var allocatable = ResourceAmounts.Read(node.ObjectAt("status", "allocatable"));
        decimal Share(string resource) => allocatable.GetValueOrDefault(resource) is > 0 and var total ? usage.Of(node.Name(), resource) / total : 0;
        return Share("cpu") + Share("memory") + Share("pods");
    }

    private static bool ToleratesCordon(JsonObject pod) =>
        Tolerations.IsTolerated(pod, new JsonObject { ["key"] = "node.kubernetes.io/unschedulable", ["effect"] = "NoSchedule" });

    private static List<Obstacle> Shortages(JsonObject pod, JsonObject node, NodeUsage usage, IReadOnlySet<ObjectKey>? without)
    {
        var reasons = new List<Obstacle>();
        var allocatable = ResourceAmounts.Read(node.ObjectAt("status", "allocatable"));
        foreach (var (resource, amount) in ResourceAmounts.RequestsOf(pod))
        {
            var whole = allocatable.GetValueOrDefault(resource);
            // What the whole node does not have, no loss of other pods gives.
            if (amount > 0 && usage.Of(node.Name(), resource, without) + amount > whole)
                reasons.Add(new(resource == "pods" ? "Too many pods" : $"Insufficient {resource}", amount <= whole));
        }
        return reasons;
    }
}
