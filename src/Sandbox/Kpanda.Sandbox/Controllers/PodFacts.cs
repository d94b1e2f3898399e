using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers;

/// <summary>What workload controllers ask about a pod.</summary>
internal static class PodFacts
{
    /// <summary>Neither ended nor on its way out.</summary>
    public static bool IsActive(this JsonObject pod) => !pod.IsDeleting() && !pod.HasEnded();

    public static bool HasEnded(this JsonObject pod) => pod.TextAt("status", "phase") is "Succeeded" or "Failed";

    public static bool IsReady(this JsonObject pod) => Conditions.IsTrue(pod.ObjectAt("status"), "Ready");

    public static DateTimeOffset? ReadySince(this JsonObject pod) => pod.IsReady() ? Conditions.Find(pod.ObjectAt("status"), "Ready").TimeAt("lastTransitionTime") : null;

    /// <summary>Ready for long enough.</summary>
    public static bool IsAvailable(this JsonObject pod, int minReadySeconds, DateTimeOffset now) =>
        pod.ReadySince() is { } since && since.AddSeconds(minReadySeconds) <= now;

    /// <summary>When the last ready pod that is not yet available will be, or null.</summary>
    public static TimeSpan? NextAvailability(IEnumerable<JsonObject> pods, int minReadySeconds, DateTimeOffset now)
    {
        TimeSpan? next = null;
        foreach (var pod in pods)
        {
            if (minReadySeconds == 0 || pod.ReadySince() is not { } since)
                continue;
            var wait = since.AddSeconds(minReadySeconds) - now;
            if (wait > TimeSpan.Zero && (next is null || wait < next))
                next = wait;
        }
        return next;
    }

    public static string? NodeName(this JsonObject pod) => pod.TextAt("spec", "nodeName") is { Length: > 0 } name ? name : null;

    /// <summary>The order in which a ReplicaSet gives pods up: the least useful first.</summary>
    public static int CompareForDeletion(JsonObject left, JsonObject right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        if (order != 0)
            return order;
        order = DeletionCost(left).CompareTo(DeletionCost(right));
        if (order != 0)
            return order;
        order = Nullable.Compare(right.ReadySince(), left.ReadySince());
        if (order != 0)
            return order;
        order = Restarts(right).CompareTo(Restarts(left));
        return order != 0 ? order : right.Created().CompareTo(left.Created());
    }

    private static int Rank(JsonObject pod)
    {
        if (pod.NodeName() is null)
            return 0;
        var phase = pod.TextAt("status", "phase");
        if (phase == "Pending")
            return 1;
        return phase != "Running" ? 2 : pod.IsReady() ? 4 : 3;
    }

    private static int DeletionCost(JsonObject pod) => int.TryParse(pod.Annotation("controller.kubernetes.io/pod-deletion-cost"), out var cost) ? cost : 0;

    private static int Restarts(JsonObject pod) => pod.ObjectsAt("status", "containerStatuses").Sum(entry => entry.IntAt("restartCount") ?? 0);
}
