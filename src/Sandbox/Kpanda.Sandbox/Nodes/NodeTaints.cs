using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Nodes;

/// <summary>The taints by which the control plane keeps pods off a node.</summary>
internal static class NodeTaints
{
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";

    /// <summary>Puts a taint on a node's spec or takes it off.</summary>
    public static void Set(JsonObject node, string key, string effect, bool wanted, DateTimeOffset now)
    {
        var spec = node.Ensure("spec");
        var found = spec.ObjectsAt("taints").FirstOrDefault(taint => taint.TextAt("key") == key && taint.TextAt("effect") == effect);
        if (wanted == (found is not null))
            return;
        if (spec["taints"] is not JsonArray taints)
            spec["taints"] = taints = [];
        if (found is not null)
            taints.Remove(found);
        else
            taints.Add(new JsonObject { ["key"] = key, ["effect"] = effect, ["timeAdded"] = KubeJson.Timestamp(now) });
        if (taints.Count == 0)
            spec.Remove("taints");
    }
}
