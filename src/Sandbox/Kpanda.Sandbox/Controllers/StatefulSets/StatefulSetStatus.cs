using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.StatefulSets;

/// <summary>What a StatefulSet says of itself.</summary>
internal static class StatefulSetStatus
{
    public static JsonObject Compute(JsonObject set, IReadOnlyList<JsonObject> pods, string current, string update, DateTimeOffset now)
    {
        var status = set.ObjectAt("status").Copy() ?? [];
        var wanted = set.IntAt("spec", "replicas") ?? 1;
        var updated = Count(pods, update);
        var ready = pods.Count(pod => pod.IsReady());
        if (updated == wanted && pods.Count == wanted && ready == wanted)
            current = update;
        status["observedGeneration"] = set.Generation();
        status["replicas"] = pods.Count;
        status.SetOrOmit("readyReplicas", ready);
        status.SetOrOmit("currentReplicas", Count(pods, current));
        status.SetOrOmit("updatedReplicas", updated);
        status["currentRevision"] = current;
        status["updateRevision"] = update;
        status["collisionCount"] = 0;
        status["availableReplicas"] = pods.Count(pod => pod.IsAvailable(set.IntAt("spec", "minReadySeconds") ?? 0, now));
        return status;
    }

    private static int Count(IReadOnlyList<JsonObject> pods, string revision) => pods.Count(pod => !pod.IsDeleting() && pod.Label(TemplateRevisions.PodLabel) == revision);
}
