using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Amounts of named resources: CPUs, bytes, pods.</summary>
internal static class ResourceAmounts
{
    /// <summary>A quantity such as <c>250m</c> or <c>1Gi</c>, or zero for what is none.</summary>
    public static decimal Parse(JsonNode? quantity)
    {
        if (quantity is not JsonValue value)
            return 0;
        var text = value.TryGetValue<string>(out var word) ? word : value.ToJsonString();
        return Quantity.TryParse(text, out var amount) ? amount.Value : 0;
    }

    /// <summary>What a pod asks of its node: its containers together, or its largest init container, and always one pod.</summary>
    public static Dictionary<string, decimal> RequestsOf(JsonObject pod)
    {
        var total = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var container in pod.ObjectsAt("spec", "containers"))
        {
            foreach (var (name, amount) in container.ObjectAt("resources", "requests") ?? [])
                total[name] = total.GetValueOrDefault(name) + Parse(amount);
        }
        foreach (var container in pod.ObjectsAt("spec", "initContainers"))
        {
            var sidecar = container.TextAt("restartPolicy") == "Always";
            foreach (var (name, amount) in container.ObjectAt("resources", "requests") ?? [])
                total[name] = sidecar ? total.GetValueOrDefault(name) + Parse(amount) : Math.Max(total.GetValueOrDefault(name), Parse(amount));
        }
        foreach (var (name, amount) in pod.ObjectAt("spec", "overhead") ?? [])
            total[name] = total.GetValueOrDefault(name) + Parse(amount);
        total["pods"] = 1;
        return total;
    }

    /// <summary>A list such as a node's <c>allocatable</c>.</summary>
    public static Dictionary<string, decimal> Read(JsonObject? list) =>
        (list ?? []).ToDictionary(item => item.Key, item => Parse(item.Value), StringComparer.Ordinal);
}
