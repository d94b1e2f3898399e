using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>What the machines of a cluster have used so far: summed up from look to look, so that it never falls when a pod goes. Thread-safe.</summary>
internal sealed class MachineUsage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset At, decimal Busy)> _seconds = new(StringComparer.Ordinal);

    /// <summary>What each node uses now, and for how many CPU seconds it has been busy since it was made.</summary>
    public IReadOnlyDictionary<string, (decimal Cpus, long Bytes, decimal BusySeconds)> At(List<JsonObject> nodes, List<JsonObject> pods, DateTimeOffset now)
    {
        var placed = pods.ToLookup(pod => pod.NodeName() ?? "");
        lock (_gate)
        {
            foreach (var gone in _seconds.Keys.Except(nodes.Select(node => node.Name())).ToList()) _seconds.Remove(gone);
            return nodes.ToDictionary(node => node.Name(), node =>
            {
                var (cpus, bytes) = MetricsServer.OfNode(placed[node.Name()], now);
                cpus = Math.Min(cpus, ResourceAmounts.Parse(node.At("status", "capacity", "cpu")));
                var (at, busy) = _seconds.TryGetValue(node.Name(), out var last) ? last : (node.Created(), 0m);
                if (now > at) (at, busy) = (now, busy + (cpus * (decimal)(now - at).TotalSeconds));
                _seconds[node.Name()] = (at, busy);
                return (cpus, bytes, busy);
            });
        }
    }
}
