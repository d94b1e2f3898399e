using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Why a node is not fit for a pod, in the scheduler's words.</summary>
internal static class NodeFit
{
    /// <summary>The reasons against; none when the node fits. Only lack of resources gives several.</summary>
    public static IReadOnlyList<string> ReasonsAgainst(JsonObject pod, JsonObject node, NodeUsage usage)
    {
        if (node.BoolAt("spec", "unschedulable") == true && !ToleratesCordon(pod))
            return ["node(s) were unschedulable"];
        if (pod.TextAt("spec", "nodeName") is { Length: > 0 } asked && asked != node.Name())
            return ["node(s) didn't match the requested node name"];
        if (Tolerations.FirstUntolerated(pod, node, "NoSchedule", "NoExecute") is { } taint)
            return [$"node(s) had untolerated taint {{{taint.TextAt("key")}: {taint.TextAt("value")}}}"];
        if (!NodeAffinity.Matches(pod, node))
            return ["node(s) didn't match Pod's node affinity/selector"];
        return Shortages(pod, node, usage);
    }

    /// <summary>Whether the loss of other pods could make room.</summary>
    public static bool IsResolvable(string reason) => reason.StartsWith("Insufficient", StringComparison.Ordinal) || reason == "Too many pods";

    /// <summary>How much of a node would be taken: the emptier node is the better one.</summary>
    public static decimal Load(JsonObject node, NodeUsage usage)
    {
        var allocatable = ResourceAmounts.Read(node.ObjectAt("status", "allocatable"));
        decimal Share(string resource) => allocatable.GetValueOrDefault(resource) is > 0 and var total ? usage.Of(node.Name(), resource) / total : 0;
        return Share("cpu") + Share("memory") + Share("pods");
    }

    private static bool ToleratesCordon(JsonObject pod) =>
        Tolerations.IsTolerated(pod, new JsonObject { ["key"] = "node.kubernetes.io/unschedulable", ["effect"] = "NoSchedule" });

    private static List<string> Shortages(JsonObject pod, JsonObject node, NodeUsage usage)
    {
        var reasons = new List<string>();
        var allocatable = ResourceAmounts.Read(node.ObjectAt("status", "allocatable"));
        foreach (var (resource, amount) in ResourceAmounts.RequestsOf(pod))
        {
            if (amount > 0 && usage.Of(node.Name(), resource) + amount > allocatable.GetValueOrDefault(resource))
                reasons.Add(resource == "pods" ? "Too many pods" : $"Insufficient {resource}");
        }
        return reasons;
    }
}
