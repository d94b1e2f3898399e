using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>The phase and the conditions of a pod, computed from the statuses of its containers.</summary>
internal static class PodConditions
{
    public static void Write(JsonObject pod, JsonObject status, DateTimeOffset now)
    {
        var phase = PhaseOf(pod, status);
        status["phase"] = phase;
        var ended = phase is "Succeeded" or "Failed";
        var pendingInit = PendingInit(pod, status);
        var unready = status.ObjectsAt("containerStatuses").Where(entry => entry.BoolAt("ready") != true).Select(entry => entry.TextAt("name") ?? "").ToList();

        Set(status, "PodReadyToStartContainers", status["podIP"] is not null && !ended, null, null, now);
        if (pendingInit.Count > 0)
            Set(status, "Initialized", false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', pendingInit)}]", now);
        else
            Set(status, "Initialized", true, ended ? "PodCompleted" : null, null, now);
        var reason = phase switch { "Succeeded" => "PodCompleted", "Failed" => "PodFailed", _ => "ContainersNotReady" };
        var message = ended ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        var ready = unready.Count == 0 && !ended && pendingInit.Count == 0;
        Set(status, "Ready", ready && GatesOpen(pod, status), ready ? GateReason(pod, status) : reason, ready ? GateMessage(pod, status) : message, now);
        Set(status, "ContainersReady", ready, ready ? null : reason, ready ? null : message, now);
        if (Conditions.Find(status, "PodScheduled") is null)
            Set(status, "PodScheduled", true, null, null, now);
    }

    /// <summary>The names of init containers that have not done their part.</summary>
    private static List<string> PendingInit(JsonObject pod, JsonObject status)
    {
        var pending = new List<string>();
        foreach (var container in pod.ObjectsAt("spec", "initContainers"))
        {
            var name = container.TextAt("name") ?? "";
            var entry = status.ObjectsAt("initContainerStatuses").FirstOrDefault(item => item.TextAt("name") == name);
            var done = container.TextAt("restartPolicy") == "Always"
                ? entry.BoolAt("started") == true || entry.ObjectAt("lastState", "terminated") is not null
                : entry.IntAt("state", "terminated", "exitCode") == 0;
            if (!done)
                pending.Add(name);
        }
        return pending;
    }

    private static string PhaseOf(JsonObject pod, JsonObject status)
    {
        var policy = pod.TextAt("spec", "restartPolicy") ?? "Always";
        if (FailedInit(pod, status, policy))
            return "Failed";
        if (PendingInit(pod, status).Count > 0)
            return "Pending";
        var entries = status.ObjectsAt("containerStatuses").ToList();
        if (entries.Count == 0 || entries.Any(entry => entry.ObjectAt("state", "waiting") is not null && entry.ObjectAt("lastState", "terminated") is null))
            return "Pending";
        if (policy == "Always" || entries.Any(entry => entry.ObjectAt("state", "running") is not null))
            return entries.Any(entry => entry.ObjectAt("state", "running") is not null) || !pod.IsDeleting() ? "Running" : Ended(entries);
        if (entries.Any(entry => entry.ObjectAt("state", "terminated") is null))
            return "Running";
        return Ended(entries);
    }

    private static string Ended(List<JsonObject> entries) =>
        entries.All(entry => entry.IntAt("state", "terminated", "exitCode") == 0) ? "Succeeded" : "Failed";

    private static bool FailedInit(JsonObject pod, JsonObject status, string policy) =>
        policy == "Never" && !pod.IsDeleting()
        && status.ObjectsAt("initContainerStatuses").Any(entry => entry.IntAt("state", "terminated", "exitCode") is > 0);

    private static IEnumerable<string> Gates(JsonObject pod) => pod.ObjectsAt("spec", "readinessGates").Select(gate => gate.TextAt("conditionType") ?? "");

    private static bool GatesOpen(JsonObject pod, JsonObject status) => Gates(pod).All(gate => Conditions.IsTrue(status, gate));

    private static string? GateReason(JsonObject pod, JsonObject status) => GatesOpen(pod, status) ? null : "ReadinessGatesNotReady";

    private static string? GateMessage(JsonObject pod, JsonObject status)
    {
        var closed = Gates(pod).Where(gate => !Conditions.IsTrue(status, gate)).ToList();
        if (closed.Count == 0)
            return null;
        var words = closed.Select(gate => Conditions.Find(status, gate) is null
            ? $"corresponding condition of pod readiness gate \"{gate}\" does not exist."
            : $"the status of pod readiness gate \"{gate}\" is not \"True\", but {Conditions.Find(status, gate).TextAt("status")}");
        return string.Join(", ", words);
    }

    private static void Set(JsonObject status, string type, bool value, string? reason, string? message, DateTimeOffset now)
    {
        Conditions.Set(status, type, value, reason, message, now);
        // Pods carry a probe time that no kubelet ever sets.
        if (Conditions.Find(status, type) is { } condition && !condition.ContainsKey("lastProbeTime"))
            condition.Insert(2, "lastProbeTime", null);
    }
}
