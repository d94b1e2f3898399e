using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Deployments;

/// <summary>What a Deployment says of itself: counts, and whether it is available and getting on.</summary>
internal static class DeploymentStatus
{
    private const string Stamp = "lastUpdateTime";

    /// <summary>The new status. <paramref name="newest"/> is absent before its ReplicaSet exists.</summary>
    public static JsonObject Compute(JsonObject deployment, JsonObject? newest, IReadOnlyList<JsonObject> all, DateTimeOffset now)
    {
        var before = deployment.ObjectAt("status") ?? [];
        var status = before.Copy()!;
        var wanted = deployment.IntAt("spec", "replicas") ?? 1;
        var total = Sum(all, "replicas");
        var available = Sum(all, "availableReplicas");
        status["observedGeneration"] = deployment.Generation();
        status.SetOrOmit("replicas", total);
        status.SetOrOmit("updatedReplicas", newest.IntAt("status", "replicas") ?? 0);
        status.SetOrOmit("readyReplicas", Sum(all, "readyReplicas"));
        status.SetOrOmit("availableReplicas", available);
        status.SetOrOmit("unavailableReplicas", Math.Max(0, wanted - available));

        var enough = available >= wanted - RolloutBounds.Of(deployment, wanted).MaxUnavailable;
        Set(status, "Available", enough ? "True" : "False",
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now);
        if (all.Select(set => Conditions.Find(set.ObjectAt("status"), "ReplicaFailure")).FirstOrDefault(found => found is not null) is { } failure)
            Set(status, "ReplicaFailure", "True", failure.TextAt("reason") ?? "", failure.TextAt("message") ?? "", now);
        else
            Conditions.Remove(status, "ReplicaFailure");
        if (deployment.BoolAt("spec", "paused") != true)
            Progress(deployment, newest, before, status, wanted, now);
        return status;
    }

    /// <summary>Whether the roll-out is over: all wanted replicas are new and available, and no old one is left.</summary>
    public static bool IsComplete(JsonObject status, int wanted) =>
        (status.IntAt("updatedReplicas") ?? 0) == wanted && (status.IntAt("replicas") ?? 0) == wanted && (status.IntAt("availableReplicas") ?? 0) == wanted;

    /// <summary>When the deadline of a roll-out that stands still will be reached, or null.</summary>
    public static TimeSpan? UntilDeadline(JsonObject deployment, JsonObject status, DateTimeOffset now)
    {
        if (deployment.IntAt("spec", "progressDeadlineSeconds") is not { } seconds || Conditions.Find(status, "Progressing") is not { } progressing)
            return null;
        if (progressing.TextAt("reason") is "NewReplicaSetAvailable" or "ProgressDeadlineExceeded" || progressing.TextAt("status") != "True")
            return null;
        var due = (progressing.TimeAt(Stamp) ?? now).AddSeconds(seconds) - now;
        return due > TimeSpan.Zero ? due + TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(1);
    }

    /// <summary>Says that a roll-out was stopped or goes on.</summary>
    public static void SetPaused(JsonObject status, bool paused, DateTimeOffset now)
    {
        var reason = Conditions.Find(status, "Progressing").TextAt("reason");
        if (paused && reason != "DeploymentPaused")
            Set(status, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", now);
        else if (!paused && reason == "DeploymentPaused")
            Set(status, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", now);
    }

    private static void Progress(JsonObject deployment, JsonObject? newest, JsonObject before, JsonObject status, int wanted, DateTimeOffset now)
    {
        var name = newest is null ? $"Deployment \"{deployment.Name()}\"" : $"ReplicaSet \"{newest.Name()}\"";
        var current = Conditions.Find(status, "Progressing");
        if (IsComplete(status, wanted))
        {
            if (current.TextAt("reason") != "NewReplicaSetAvailable" || current.TextAt("message") != $"{name} has successfully progressed.")
                Set(status, "Progressing", "True", "NewReplicaSetAvailable", $"{name} has successfully progressed.", now);
            return;
        }
        if (HasProgressed(before, status))
        {
            // Every step forward moves the deadline, also when the words stay the same.
            if (current is not null && current.TextAt("status") == "True" && current.TextAt("reason") == "ReplicaSetUpdated")
                current[Stamp] = KubeJson.Timestamp(now);
            Set(status, "Progressing", "True", "ReplicaSetUpdated", $"{name} is progressing.", now);
            return;
        }
        if (current is null || current.TextAt("reason") is "NewReplicaSetAvailable" or "ProgressDeadlineExceeded" || current.TextAt("status") != "True")
            return;
        if (deployment.IntAt("spec", "progressDeadlineSeconds") is { } seconds && (current.TimeAt(Stamp) ?? now).AddSeconds(seconds) <= now)
            Set(status, "Progressing", "False", "ProgressDeadlineExceeded", $"{name} has timed out progressing.", now);
    }

    private static bool HasProgressed(JsonObject before, JsonObject after)
    {
        int Of(JsonObject status, string field) => status.IntAt(field) ?? 0;
        return Of(after, "updatedReplicas") > Of(before, "updatedReplicas")
            || Of(after, "replicas") - Of(after, "updatedReplicas") < Of(before, "replicas") - Of(before, "updatedReplicas")
            || Of(after, "readyReplicas") > Of(before, "readyReplicas")
            || Of(after, "availableReplicas") > Of(before, "availableReplicas");
    }

    /// <summary>Sets a condition of a Deployment, which carries two times.</summary>
    public static void Set(JsonObject status, string type, string value, string reason, string message, DateTimeOffset now) =>
        Conditions.Set(status, type, value, reason, message, now, Stamp);

    private static int Sum(IReadOnlyList<JsonObject> sets, string field) => sets.Sum(set => set.IntAt("status", field) ?? 0);
}
