using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Usage;

/// <summary>What one entry of metrics.k8s.io says: <c>NodeMetrics</c> or <c>PodMetrics</c>. Pure functions of the JSON.</summary>
/// <param name="Name">The object that was measured.</param>
/// <param name="Time">When, epoch milliseconds.</param>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Containers">The containers of a pod; none for a node.</param>
internal sealed record MeasuredUse(string Name, long? Time, long Cpu, long Memory, IReadOnlyList<MeasuredUse> Containers)
{
    /// <summary>Reads an entry.</summary>
    public static MeasuredUse Of(JsonElement entry)
    {
        var (name, time) = (entry.Text("metadata", "name"), entry.Time("timestamp")?.ToUnixTimeMilliseconds());
        if (entry.At("usage").ValueKind == JsonValueKind.Object) return new(name, time, Milli(entry), Bytes(entry), []);
        List<MeasuredUse> containers = [.. entry.Items("containers").Select(container => new MeasuredUse(container.Text("name"), time, Milli(container), Bytes(container), []))];
        return new(name, time, containers.Sum(container => container.Cpu), containers.Sum(container => container.Memory), containers);
    }

    /// <summary>Containers of a pod with what they ask for, whether they were measured or not.</summary>
    public static IReadOnlyList<UsagePart> ContainersOf(JsonElement pod, MeasuredUse? use)
    {
        // Sidecars go on running beside the others; init containers that have ended use nothing.
        var running = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers").Where(container => container.Text("restartPolicy") == "Always"));
        return [.. running.Select(container =>
        {
            var measured = use?.Containers.FirstOrDefault(one => one.Name == container.Text("name"));
            return new UsagePart(
                container.Text("name"),
                new(measured?.Cpu, ResourceAmount.Milli(container.Text("resources", "requests", "cpu")), Bound(container, "cpu", ResourceAmount.Milli), null),
                new(measured?.Memory, ResourceAmount.Units(container.Text("resources", "requests", "memory")), Bound(container, "memory", ResourceAmount.Units), null));
        })];
    }

    /// <summary>A pod as one part.</summary>
    public static UsagePart OfPod(string name, JsonElement pod, MeasuredUse? use)
    {
        var containers = ContainersOf(pod, use);
        return new(name, UsageAmount.Sum([.. containers.Select(part => part.Cpu)]), UsageAmount.Sum([.. containers.Select(part => part.Memory)]));
    }

    private static long? Bound(JsonElement container, string resource, Func<string, long> read) =>
        container.Text("resources", "limits", resource) is { Length: > 0 } limit ? read(limit) : null;

    private static long Milli(JsonElement measured) => ResourceAmount.Milli(measured.Text("usage", "cpu"));

    private static long Bytes(JsonElement measured) => ResourceAmount.Units(measured.Text("usage", "memory"));
}
