using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Nodes under the names of kube-state-metrics.</summary>
internal static class NodeMetrics
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    // What the metrics call the resources of a node, and what they are counted in.
    private static readonly (string Resource, string Label, string Unit)[] Resources =
        [("cpu", "cpu", "core"), ("memory", "memory", "byte"), ("pods", "pods", "integer"), ("ephemeral-storage", "ephemeral_storage", "byte")];

    public static async Task WriteAsync(MetricsText text, List<JsonObject> nodes)
    {
        await text.WriteAsync("kube_node_info", "gauge", "Information about a cluster node.", nodes.Select(node =>
        {
            var info = node.ObjectAt("status", "nodeInfo");
            return new Sample(
                1, ("node", node.Name()), ("kernel_version", info.TextAt("kernelVersion")), ("os_image", info.TextAt("osImage")), ("container_runtime_version", info.TextAt("containerRuntimeVersion")),
                ("kubelet_version", info.TextAt("kubeletVersion")), ("provider_id", node.TextAt("spec", "providerID")), ("pod_cidr", node.TextAt("spec", "podCIDR")), ("internal_ip", Address(node)));
        }));
        await text.WriteAsync("kube_node_created", "gauge", "Unix creation timestamp", nodes.Select(node => new Sample(MetricsPage.Seconds(node.Created()), ("node", node.Name()))));
        await text.WriteAsync("kube_node_role", "gauge", "The role of a cluster node.", nodes.SelectMany(node => node.MapAt("metadata", "labels").Keys
            .Where(label => label.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(label => new Sample(1, ("node", node.Name()), ("role", label[RolePrefix.Length..])))));
        await text.WriteAsync("kube_node_labels", "gauge", "Kubernetes labels converted to Prometheus labels.", nodes.Select(node => new Sample(1, [("node", node.Name()), .. Labels(node)])));
        await text.WriteAsync("kube_node_spec_unschedulable", "gauge", "Whether a node can schedule new pods.", nodes.Select(node => new Sample(node.BoolAt("spec", "unschedulable") == true ? 1 : 0, ("node", node.Name()))));
        await text.WriteAsync("kube_node_spec_taint", "gauge", "The taint of a cluster node.", nodes.SelectMany(node => node.ObjectsAt("spec", "taints")
            .Select(taint => new Sample(1, ("node", node.Name()), ("key", taint.TextAt("key")), ("value", taint.TextAt("value")), ("effect", taint.TextAt("effect"))))));
        await text.WriteAsync("kube_node_status_condition", "gauge", "The condition of a cluster node.", nodes.SelectMany(node => node.ObjectsAt("status", "conditions").SelectMany(condition => States
            .Select(state => new Sample(condition.TextAt("status") == state ? 1 : 0, ("node", node.Name()), ("condition", condition.TextAt("type")), ("status", state.ToLowerInvariant()))))));
        await text.WriteAsync("kube_node_status_addresses", "gauge", "Node address information.", nodes.SelectMany(node => node.ObjectsAt("status", "addresses")
            .Select(address => new Sample(1, ("node", node.Name()), ("type", address.TextAt("type")), ("address", address.TextAt("address"))))));
        foreach (var (family, field, help) in new[] { ("kube_node_status_capacity", "capacity", "The capacity for different resources of a node."), ("kube_node_status_allocatable", "allocatable", "The allocatable for different resources of a node that are available for scheduling.") })
        {
            await text.WriteAsync(family, "gauge", help, nodes.SelectMany(node => Resources
                .Select(resource => new Sample(ResourceAmounts.Parse(node.At("status", field, resource.Resource)), ("node", node.Name()), ("resource", resource.Label), ("unit", resource.Unit)))));
        }
    }

    /// <summary>The states of a condition.</summary>
    public static string[] States { get; } = ["True", "False", "Unknown"];

    private static string? Address(JsonObject node) => node.ObjectsAt("status", "addresses").FirstOrDefault(item => item.TextAt("type") == "InternalIP").TextAt("address");

    // label_topology_kubernetes_io_zone. Two labels may become one name, and a name stands once.
    private static IEnumerable<(string, string?)> Labels(JsonObject node) => node.MapAt("metadata", "labels")
        .Select(label => ("label_" + string.Concat(label.Key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')), (string?)label.Value)).DistinctBy(label => label.Item1);
}
