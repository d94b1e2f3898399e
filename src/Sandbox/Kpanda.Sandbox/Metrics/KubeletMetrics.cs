using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>What the kubelet of one node says of itself and of the volumes on it.</summary>
internal static class KubeletMetrics
{
    public static async Task WriteAsync(MetricsText text, SandboxCluster cluster, JsonObject node, List<JsonObject> pods)
    {
        await text.WriteAsync("kubelet_node_name", "gauge", "The node's name. The count is always 1.", [new(1, ("node", node.Name()))]);
        await text.WriteAsync("kubelet_running_pods", "gauge", "Number of pods that have a running pod sandbox", [new(pods.Count(pod => pod.TextAt("status", "phase") == "Running"))]);
        await text.WriteAsync("kubelet_running_containers", "gauge", "Number of containers currently running", [new(
            pods.Sum(pod => pod.ObjectsAt("status", "containerStatuses").Count(status => status.ObjectAt("state", "running") is not null)), ("container_state", "running"))]);
        await text.WriteAsync("kubernetes_build_info", "gauge", "A metric with a constant '1' value labeled by version.", [new(1, ("git_version", node.TextAt("status", "nodeInfo", "kubeletVersion")), ("platform", "linux/amd64"))]);
        var volumes = pods.SelectMany(pod => pod.ObjectsAt("spec", "volumes").Select(volume => (pod.Namespace(), Claim: volume.TextAt("persistentVolumeClaim", "claimName"))))
            .Where(volume => volume.Claim is not null).Distinct()
            .Select(volume => cluster.Store.Get(BuiltIn.PersistentVolumeClaims, volume.Item1, volume.Claim!)?.ToNode()).OfType<JsonObject>().ToList();
        foreach (var (family, help, share) in new (string, string, Func<JsonObject, decimal>)[]
        {
            ("kubelet_volume_stats_capacity_bytes", "Capacity in bytes of the volume", _ => 1), ("kubelet_volume_stats_used_bytes", "Number of used bytes in the volume", UsedShare),
            ("kubelet_volume_stats_available_bytes", "Number of available bytes in the volume", claim => 1 - UsedShare(claim)),
        })
        {
            await text.WriteAsync(family, "gauge", help, volumes.Select(claim => new Sample(
                Math.Floor(ResourceAmounts.Parse(claim.At("status", "capacity", "storage")) * share(claim)), ("namespace", claim.Namespace()), ("persistentvolumeclaim", claim.Name()))));
        }

        await text.FlushAsync();
    }

    private static decimal UsedShare(JsonObject claim) => 0.1m + (SafeNames.Hash64($"{claim.Uid()}/used") % 600 / 1000m);
}
