using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Machines under the names of the node exporter. CPU and memory are what the pods on them use; traffic and disk are steady rates.</summary>
internal static class MachineMetrics
{
    // Of the time that a machine is busy.
    private static readonly (string Mode, decimal Share)[] BusyModes = [("user", 0.7m), ("system", 0.25m), ("iowait", 0.03m), ("softirq", 0.02m)];

    private static readonly (string Family, string Help, decimal Rate, string Label, string Device)[] Steady =
    [
        ("node_disk_read_bytes_total", "The total number of bytes read successfully.", 200_000, "device", "vda"),
        ("node_disk_written_bytes_total", "The total number of bytes written successfully.", 900_000, "device", "vda"),
        ("node_disk_reads_completed_total", "The total number of reads completed successfully.", 12, "device", "vda"),
        ("node_disk_writes_completed_total", "The total number of writes completed successfully.", 60, "device", "vda"),
        ("node_network_receive_bytes_total", "Network device statistic receive_bytes.", 600_000, "device", "eth0"),
        ("node_network_transmit_bytes_total", "Network device statistic transmit_bytes.", 500_000, "device", "eth0"),
        ("node_network_receive_packets_total", "Network device statistic receive_packets.", 900, "device", "eth0"),
        ("node_network_transmit_packets_total", "Network device statistic transmit_packets.", 800, "device", "eth0"),
        ("node_network_receive_errs_total", "Network device statistic receive_errs.", 0, "device", "eth0"),
        ("node_network_transmit_errs_total", "Network device statistic transmit_errs.", 0, "device", "eth0"),
        ("node_context_switches_total", "Total number of context switches.", 4_000, "", ""),
    ];

    public static async Task WriteAsync(MetricsText text, List<JsonObject> nodes, IReadOnlyDictionary<string, (decimal Cpus, long Bytes, decimal BusySeconds)> usage, DateTimeOffset now)
    {
        await text.WriteAsync("node_uname_info", "gauge", "Labeled system information as provided by the uname system call.", nodes.Select(node =>
            Of(node, 1, ("nodename", node.Name()), ("release", node.TextAt("status", "nodeInfo", "kernelVersion")), ("machine", "x86_64"), ("sysname", "Linux"))));
        await text.WriteAsync("node_boot_time_seconds", "gauge", "Node boot time, in unixtime.", nodes.Select(node => Of(node, MetricsPage.Seconds(node.Created()))));
        await text.WriteAsync("node_time_seconds", "gauge", "System time in seconds since epoch (1970).", nodes.Select(node => Of(node, now.ToUnixTimeMilliseconds() / 1000m)));
        await text.WriteAsync("node_cpu_seconds_total", "counter", "Seconds the CPUs spent in each mode.", nodes.SelectMany(node => Cpus(node, usage[node.Name()].BusySeconds, now)));
        foreach (var (family, swing) in new[] { ("node_load1", 1.1m), ("node_load5", 1.05m), ("node_load15", 1m) })
            await text.WriteAsync(family, "gauge", $"{family["node_load".Length..]}m load average.", nodes.Select(node => Of(node, Math.Round(usage[node.Name()].Cpus * swing, 3))));
        await MemoryAsync(text, nodes, usage);
        await FilesAsync(text, nodes);
        foreach (var (family, help, rate, label, device) in Steady)
        {
            (string, string?)[] labels = label.Length == 0 ? [] : [(label, device)];
            await text.WriteAsync(family, "counter", help, nodes.Select(node => Of(node, SteadyCounter.At($"{node.Uid()}/{family}", rate, node.Created(), now), labels)));
        }
    }

    private static IEnumerable<Sample> Cpus(JsonObject node, decimal busy, DateTimeOffset now)
    {
        var count = (int)Amount(node, "cpu");
        var up = Math.Max(0, (decimal)(now - node.Created()).TotalSeconds);
        for (var cpu = 0; cpu < count; cpu++)
        {
            var name = cpu.ToString(CultureInfo.InvariantCulture);
            var spent = busy / count;
            yield return Of(node, Math.Round(Math.Max(0, up - spent), 2), ("cpu", name), ("mode", "idle"));
            foreach (var (mode, share) in BusyModes) yield return Of(node, Math.Round(spent * share, 2), ("cpu", name), ("mode", mode));
        }
    }

    private static async Task MemoryAsync(MetricsText text, List<JsonObject> nodes, IReadOnlyDictionary<string, (decimal Cpus, long Bytes, decimal BusySeconds)> usage)
    {
        foreach (var (field, share) in new (string Field, decimal ShareOfAvailable)[] { ("MemTotal", 0), ("MemAvailable", 1), ("MemFree", 0.6m), ("Cached", 0.35m), ("Buffers", 0.05m) })
        {
            await text.WriteAsync($"node_memory_{field}_bytes", "gauge", $"Memory information field {field}_bytes.", nodes.Select(node =>
            {
                var total = Amount(node, "memory");
                return Of(node, field == "MemTotal" ? total : Math.Floor(Math.Max(0, total - usage[node.Name()].Bytes) * share));
            }));
        }
    }

    private static async Task FilesAsync(MetricsText text, List<JsonObject> nodes)
    {
        (string, string?)[] root = [("device", "/dev/vda1"), ("fstype", "ext4"), ("mountpoint", "/")];
        foreach (var (family, help, share) in new (string, string, decimal)[]
        {
            ("node_filesystem_size_bytes", "Filesystem size in bytes.", 0), ("node_filesystem_free_bytes", "Filesystem free space in bytes.", 1),
            ("node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes.", 0.95m),
        })
        {
            await text.WriteAsync(family, "gauge", help, nodes.Select(node =>
            {
                var size = Amount(node, "ephemeral-storage");
                return Of(node, share == 0 ? size : Math.Floor(size * FreeShare(node) * share), root);
            }));
        }

        await text.WriteAsync("node_filesystem_files", "gauge", "Filesystem total file nodes.", nodes.Select(node => Of(node, Math.Floor(Amount(node, "ephemeral-storage") / 16384), root)));
        await text.WriteAsync("node_filesystem_files_free", "gauge", "Filesystem total free file nodes.", nodes.Select(node => Of(node, Math.Floor(Amount(node, "ephemeral-storage") / 16384 * FreeShare(node)), root)));
        await text.WriteAsync("node_filesystem_readonly", "gauge", "Filesystem read-only status.", nodes.Select(node => Of(node, 0, root)));
    }

    private static decimal FreeShare(JsonObject node) => 0.35m + (SafeNames.Hash64($"{node.Uid()}/disk") % 500 / 1000m);

    private static decimal Amount(JsonObject node, string resource) => ResourceAmounts.Parse(node.At("status", "capacity", resource));

    private static Sample Of(JsonObject node, decimal value, params (string, string?)[] labels) => new(value, [("node", node.Name()), .. labels]);
}
