using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>
/// The life of a bound pod, one look at a time: it changes the pod's status to what a kubelet would report now and says when to look again.
/// Pure but for the address that a new pod is given.
/// </summary>
internal static class PodMachine
{
    public static PodStep Advance(JsonObject pod, NodeFacts node, Func<string, bool> isCached, DateTimeOffset now)
    {
        var step = new PodStep();
        var status = pod.Ensure("status");
        if (pod.IsDeleting())
            Stop(pod, status, step, now);
        else if (status.TextAt("phase") is not ("Succeeded" or "Failed"))
            Run(pod, status, node, isCached, step, now);
        return step;
    }

    private static void Run(JsonObject pod, JsonObject status, NodeFacts node, Func<string, bool> isCached, PodStep step, DateTimeOffset now)
    {
        if (status["startTime"] is null)
            Accept(pod, status, node, now);
        var since = RunInitContainers(pod, status, isCached, step, now);
        if (since is { } begin)
        {
            foreach (var container in pod.ObjectsAt("spec", "containers"))
                Advance(pod, container, status, "containerStatuses", "spec.containers", begin, isCached, step, now);

            // Those that are added to look into the pod; no field tells when, so that their images are there at once.
            foreach (var container in pod.ObjectsAt("spec", "ephemeralContainers"))
                Advance(pod, container, status, "ephemeralContainerStatuses", "spec.ephemeralContainers", begin, isCached, step, now);
        }
        if (status["podIP"] is null && HasLeftCreation(status))
            GiveAddress(pod, status, node);
        PodConditions.Write(pod, status, now);
    }

    private static void Accept(JsonObject pod, JsonObject status, NodeFacts node, DateTimeOffset now)
    {
        status["phase"] = "Pending";
        status["hostIP"] = node.Address;
        status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = node.Address });
        status["startTime"] = KubeJson.Timestamp(now);
        var inits = pod.ObjectsAt("spec", "initContainers").ToList();
        var reason = inits.Count > 0 ? "PodInitializing" : "ContainerCreating";
        if (inits.Count > 0)
            status["initContainerStatuses"] = new JsonArray([.. inits.Select(container => NewStatus(container, "PodInitializing"))]);
        status["containerStatuses"] = new JsonArray([.. pod.ObjectsAt("spec", "containers").Select(container => NewStatus(container, reason))]);
    }

    private static JsonObject NewStatus(JsonObject container, string reason) => new()
    {
        ["name"] = container.TextAt("name"),
        ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason } },
        ["lastState"] = new JsonObject(),
        ["ready"] = false,
        ["restartCount"] = 0,
        ["image"] = container.TextAt("image"),
        ["imageID"] = "",
        ["started"] = false,
    };

    /// <summary>Runs init containers one after another. Returns when the last one was done, or null while one is not.</summary>
    private static DateTimeOffset? RunInitContainers(JsonObject pod, JsonObject status, Func<string, bool> isCached, PodStep step, DateTimeOffset now)
    {
        var since = status.TimeAt("startTime") ?? now;
        foreach (var container in pod.ObjectsAt("spec", "initContainers"))
        {
            var entry = Advance(pod, container, status, "initContainerStatuses", "spec.initContainers", since, isCached, step, now);
            if (container.TextAt("restartPolicy") == "Always")
            {
                // A sidecar lets the next one begin as soon as it has started once; what becomes of it later is its own affair.
                if ((entry.TimeAt("lastState", "terminated", "startedAt") ?? entry.TimeAt("state", "running", "startedAt")) is not { } started)
                    return null;
                since = started;
                continue;
            }
            if (entry.IntAt("state", "terminated", "exitCode") != 0)
                return null;
            entry["ready"] = true;
            since = entry.TimeAt("state", "terminated", "finishedAt") ?? now;
        }
        return since;
    }

    private static JsonObject Advance(
        JsonObject pod, JsonObject container, JsonObject status, string list, string path, DateTimeOffset since, Func<string, bool> isCached, PodStep step, DateTimeOffset now)
    {
        var name = container.TextAt("name") ?? "";
        var entry = status.ObjectsAt(list).FirstOrDefault(item => item.TextAt("name") == name);
        if (entry is null)
        {
            // The pod's status was written by somebody else: begin this container anew.
            entry = NewStatus(container, "ContainerCreating");
            if (status[list] is JsonArray entries)
                entries.Add(entry);
            else
                status[list] = new JsonArray(entry);
        }
        new ContainerMachine(pod, container, entry, $"{path}{{{name}}}", step, now).Advance(since, isCached(container.TextAt("image") ?? ""));
        return entry;
    }

    private static bool HasLeftCreation(JsonObject status) =>
        status.ObjectsAt("initContainerStatuses").Concat(status.ObjectsAt("containerStatuses"))
            .Any(entry => entry.TextAt("state", "waiting", "reason") is not ("ContainerCreating" or "PodInitializing"));

    private static void GiveAddress(JsonObject pod, JsonObject status, NodeFacts node)
    {
        var address = pod.BoolAt("spec", "hostNetwork") == true ? node.Address : node.AllocatePodAddress();
        status["podIP"] = address;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
    }

    /// <summary>Stops the containers of a pod that is being deleted; the slowest one, within the grace period, decides when it is gone.</summary>
    private static void Stop(JsonObject pod, JsonObject status, PodStep step, DateTimeOffset now)
    {
        var grace = TimeSpan.FromSeconds(pod.LongAt("metadata", "deletionGracePeriodSeconds") ?? 0);
        var deadline = pod.TimeAt("metadata", "deletionTimestamp") ?? now;
        var asked = deadline - grace;
        var running = status.ObjectsAt("containerStatuses").Where(entry => entry.ObjectAt("state", "running") is not null).ToList();
        var wait = TimeSpan.Zero;
        foreach (var container in pod.ObjectsAt("spec", "containers"))
        {
            var name = container.TextAt("name") ?? "";
            if (running.All(entry => entry.TextAt("name") != name))
                continue;
            var stop = ContainerBehaviour.Of(pod, container).StopTime;
            wait = stop > wait ? stop : wait;
            step.Events.Add(new("Normal", "Killing", $"Stopping container {name}", $"spec.containers{{{name}}}"));
        }
        var due = wait > grace ? deadline : asked + wait;
        if (now < due)
        {
            step.WakeAt(due, now);
            return;
        }
        foreach (var entry in running)
            Terminate(entry, wait > grace ? 137 : 0, now);
        PodConditions.Write(pod, status, now);
        step.Gone = true;
    }

    private static void Terminate(JsonObject entry, int exitCode, DateTimeOffset now)
    {
        entry["ready"] = false;
        entry["started"] = false;
        entry["state"] = new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = exitCode,
                ["reason"] = exitCode == 0 ? "Completed" : "Error",
                ["startedAt"] = entry.TextAt("state", "running", "startedAt"),
                ["finishedAt"] = KubeJson.Timestamp(now),
                ["containerID"] = entry.TextAt("containerID"),
            },
        };
    }
}
