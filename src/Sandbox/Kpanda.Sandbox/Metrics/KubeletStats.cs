using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Metrics;

/// <summary>A kubelet's <c>/stats/summary</c>.</summary>
internal static class KubeletStats
{
    private const decimal Nano = 1_000_000_000m;

    public static JsonObject Summary(SandboxCluster cluster, JsonObject node, List<JsonObject> pods)
    {
        var now = cluster.Time.GetUtcNow();
        var time = KubeJson.Timestamp(PodUsage.MeasuredAt(now));
        var (cpus, bytes, busy) = cluster.Machines.At(MetricsPage.Read(cluster, BuiltIn.Nodes), MetricsPage.Read(cluster, BuiltIn.Pods), now)[node.Name()];
        return new JsonObject
        {
            ["node"] = new JsonObject
            {
                ["nodeName"] = node.Name(),
                ["startTime"] = KubeJson.Timestamp(node.Created()),
                ["cpu"] = Cpu(time, cpus, busy),
                ["memory"] = Memory(time, bytes, ResourceAmounts.Parse(node.At("status", "capacity", "memory")) - bytes),
            },
            ["pods"] = new JsonArray([.. pods.Select(pod => Pod(pod, time, now)).OfType<JsonObject>()]),
        };
    }

    private static JsonObject? Pod(JsonObject pod, string time, DateTimeOffset now)
    {
        var usages = PodUsage.Of(pod, now);
        if (usages.Count == 0) return null;
        return new JsonObject
        {
            ["podRef"] = new JsonObject { ["name"] = pod.Name(), ["namespace"] = pod.Namespace(), ["uid"] = pod.Uid() },
            ["startTime"] = pod.TextAt("status", "startTime"),
            ["containers"] = new JsonArray([.. usages.Select(usage => new JsonObject
            {
                ["name"] = usage.Name,
                ["cpu"] = Cpu(time, usage.Cpus, PodUsage.CpuSeconds(pod, usage.Name, now)),
                ["memory"] = Memory(time, usage.MemoryBytes, null),
            })]),
            ["cpu"] = Cpu(time, usages.Sum(usage => usage.Cpus), usages.Sum(usage => PodUsage.CpuSeconds(pod, usage.Name, now))),
            ["memory"] = Memory(time, usages.Sum(usage => usage.MemoryBytes), null),
        };
    }

    private static JsonObject Cpu(string time, decimal cpus, decimal seconds) => new() { ["time"] = time, ["usageNanoCores"] = (long)(cpus * Nano), ["usageCoreNanoSeconds"] = (long)(seconds * Nano) };

    private static JsonObject Memory(string time, long bytes, decimal? available)
    {
        var memory = new JsonObject { ["time"] = time, ["usageBytes"] = bytes * 5 / 4, ["workingSetBytes"] = bytes, ["rssBytes"] = bytes * 4 / 5 };
        if (available is { } left) memory["availableBytes"] = (long)left;
        return memory;
    }
}
