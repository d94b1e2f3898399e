using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.DaemonSets;

/// <summary>What a DaemonSet says of itself.</summary>
internal static class DaemonSetStatus
{
    public static JsonObject Compute(JsonObject set, IReadOnlyList<JsonObject> pods, IReadOnlyList<JsonObject> nodes, string hash, DateTimeOffset now)
    {
        var minReady = set.IntAt("spec", "minReadySeconds") ?? 0;
        var byNode = pods.Where(pod => pod.NodeName() is not null && !pod.HasEnded()).ToLookup(pod => pod.NodeName()!);
        int desired = 0, scheduled = 0, misplaced = 0, ready = 0, available = 0, updated = 0;
        foreach (var node in nodes)
        {
            var pod = byNode[node.Name()].FirstOrDefault(item => !item.IsDeleting()) ?? byNode[node.Name()].FirstOrDefault();
            if (!DaemonPods.Suits(set, node).ShouldRun)
            {
                misplaced += pod is null ? 0 : 1;
                continue;
            }
            desired++;
            if (pod is null)
                continue;
            scheduled++;
            ready += pod.IsReady() ? 1 : 0;
            available += pod.IsAvailable(minReady, now) ? 1 : 0;
            updated += pod.Label(TemplateRevisions.PodLabel) == hash ? 1 : 0;
        }
        var status = set.ObjectAt("status").Copy() ?? [];
        status["currentNumberScheduled"] = scheduled;
        status["numberMisscheduled"] = misplaced;
        status["desiredNumberScheduled"] = desired;
        status["numberReady"] = ready;
        status["observedGeneration"] = set.Generation();
        status.SetOrOmit("updatedNumberScheduled", updated);
        status.SetOrOmit("numberAvailable", available);
        status.SetOrOmit("numberUnavailable", desired - available);
        return status;
    }
}
