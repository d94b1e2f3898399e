using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Containers under the names of cAdvisor. CPU and memory are <see cref="PodUsage"/>; traffic and disk are steady rates that differ from pod to pod.</summary>
internal static class ContainerMetrics
{
    // Periods of the CPU quota in a second.
    private const int PeriodsASecond = 10;

    public static async Task WriteAsync(MetricsText text, List<JsonObject> pods, DateTimeOffset now)
    {
        List<(JsonObject Pod, ContainerUsage Usage)> running = [.. pods.SelectMany(pod => PodUsage.Of(pod, now).Select(usage => (pod, usage)))];
        await text.WriteAsync("container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.", running.Select(item => Of(item, PodUsage.CpuSeconds(item.Pod, item.Usage.Name, now))));
        await text.WriteAsync("container_memory_working_set_bytes", "gauge", "Current working set in bytes.", running.Select(item => Of(item, item.Usage.MemoryBytes)));
        await text.WriteAsync("container_memory_usage_bytes", "gauge", "Current memory usage in bytes, including all memory regardless of when it was accessed", running.Select(item => Of(item, item.Usage.MemoryBytes * 5 / 4)));
        await text.WriteAsync("container_memory_rss", "gauge", "Size of RSS in bytes.", running.Select(item => Of(item, item.Usage.MemoryBytes * 4 / 5)));
        await text.WriteAsync("container_memory_cache", "gauge", "Number of bytes of page cache memory.", running.Select(item => Of(item, item.Usage.MemoryBytes / 4)));
        await text.WriteAsync("container_start_time_seconds", "gauge", "Start time of the container since unix epoch in seconds.", running.Select(item => Of(item, MetricsPage.Seconds(StartOf(item)))));
        await text.WriteAsync("container_spec_memory_limit_bytes", "gauge", "Memory limit for the container.", running.Select(item => Of(item, LimitOf(item, "memory"))));
        List<(JsonObject Pod, ContainerUsage Usage)> limited = [.. running.Where(item => LimitOf(item, "cpu") > 0)];
        await text.WriteAsync("container_spec_cpu_quota", "gauge", "CPU quota of the container.", limited.Select(item => Of(item, Math.Round(LimitOf(item, "cpu") * 100_000))));
        await text.WriteAsync("container_cpu_cfs_periods_total", "counter", "Number of elapsed enforcement period intervals.", limited.Select(item => Of(item, Periods(item, now))));
        await text.WriteAsync("container_cpu_cfs_throttled_periods_total", "counter", "Number of throttled period intervals.", limited.Select(item => Of(item, Math.Floor(Periods(item, now) * ThrottledShare(item)))));
        foreach (var (family, help, rate) in new[] { ("container_fs_reads_bytes_total", "Cumulative count of bytes read", 4_000), ("container_fs_writes_bytes_total", "Cumulative count of bytes written", 12_000), ("container_fs_reads_total", "Cumulative count of reads completed", 1), ("container_fs_writes_total", "Cumulative count of writes completed", 3) })
            await text.WriteAsync(family, "counter", help, running.Select(item => Of(item, SteadyCounter.At($"{item.Pod.Uid()}/{item.Usage.Name}/{family}", rate, StartOf(item), now), ("device", "/dev/vda"))));

        var shown = running.Select(item => item.Pod).Distinct().ToList();
        foreach (var (family, help, rate) in new[]
        {
            ("container_network_receive_bytes_total", "Cumulative count of bytes received", 24_000), ("container_network_transmit_bytes_total", "Cumulative count of bytes transmitted", 18_000),
            ("container_network_receive_packets_total", "Cumulative count of packets received", 40), ("container_network_transmit_packets_total", "Cumulative count of packets transmitted", 32),
        })
        {
            await text.WriteAsync(family, "counter", help, shown.Select(pod => new Sample(
                SteadyCounter.At($"{pod.Uid()}/{family}", rate, pod.TimeAt("status", "startTime") ?? pod.Created(), now), ("namespace", pod.Namespace()), ("pod", pod.Name()), ("node", pod.NodeName()), ("interface", "eth0"))));
        }
    }

    private static DateTimeOffset StartOf((JsonObject Pod, ContainerUsage Usage) item) =>
        ContainerRuntime.StatusOf(item.Pod, item.Usage.Name).TimeAt("state", "running", "startedAt") ?? item.Pod.Created();

    private static decimal LimitOf((JsonObject Pod, ContainerUsage Usage) item, string resource) => ResourceAmounts.Parse(ContainerRuntime.SpecOf(item.Pod, item.Usage.Name).At("resources", "limits", resource));

    private static decimal Periods((JsonObject Pod, ContainerUsage Usage) item, DateTimeOffset now) => Math.Floor((decimal)(now - StartOf(item)).TotalSeconds * PeriodsASecond);

    // Up to a tenth, always the same for a container, so that the count only grows.
    private static decimal ThrottledShare((JsonObject Pod, ContainerUsage Usage) item) => SafeNames.Hash64($"{item.Pod.Uid()}/{item.Usage.Name}/throttled") % 100 / 1000m;

    private static Sample Of((JsonObject Pod, ContainerUsage Usage) item, decimal value, params (string, string?)[] labels) => new(
        value,
        [
            ("namespace", item.Pod.Namespace()), ("pod", item.Pod.Name()), ("container", item.Usage.Name), ("node", item.Pod.NodeName()),
            ("image", ContainerRuntime.SpecOf(item.Pod, item.Usage.Name).TextAt("image")), .. labels,
        ]);
}
