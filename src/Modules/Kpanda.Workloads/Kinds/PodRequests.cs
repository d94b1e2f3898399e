using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Workloads.Kinds;

/// <summary>
/// What a pod takes of its node, as the scheduler counts: containers and sidecars together, or the hungriest moment of initialising where that is more, and the overhead of
/// its runtime class. https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
/// </summary>
internal static class PodRequests
{
    /// <summary>A pure function of the pod. A pod that has no node, or has ended, takes nothing.</summary>
    public static Amounts Of(JsonElement pod)
    {
        if (pod.Text("spec", "nodeName").Length == 0 || pod.Text("status", "phase") is "Succeeded" or "Failed") return default;
        return new(Take(pod, "cpu", ResourceAmount.Milli), Take(pod, "memory", ResourceAmount.Units), 1);
    }

    private static long Take(JsonElement pod, string resource, Func<string, long> read)
    {
        var overhead = read(pod.Text("spec", "overhead", resource));
        if (pod.Text("spec", "resources", "requests", resource) is { Length: > 0 } ofThePod) return read(ofThePod) + overhead;

        var (sidecars, most) = (0L, 0L);
        foreach (var container in pod.Items("spec", "initContainers"))
        {
            var wanted = Request(container);
            if (container.Text("restartPolicy") == "Always") sidecars += wanted;
            most = Math.Max(most, container.Text("restartPolicy") == "Always" ? sidecars : sidecars + wanted);
        }

        var running = sidecars;
        foreach (var container in pod.Items("spec", "containers")) running += Request(container);
        return Math.Max(running, most) + overhead;

        long Request(JsonElement container) => read(container.Text("resources", "requests", resource));
    }
}
