using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Scheduling;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Metrics;

/// <summary>
/// A cluster's <c>/metrics</c>: objects under the names of kube-state-metrics, containers under those of cAdvisor, machines under those of the node
/// exporter. The label <c>node</c> says which machine.
/// </summary>
internal static class MetricsPage
{
    public const string Path = "/metrics";

    private static readonly string[] PodPhases = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];
    private static readonly string[] ClaimPhases = ["Bound", "Lost", "Pending"];

    // What is read from a number in an object: the family, its kind, the path, and what it says.
    private static readonly (string Family, GroupResource Resource, string Label, string[] Path, string Help)[] Numbers =
    [
        ("kube_deployment_spec_replicas", BuiltIn.Deployments, "deployment", ["spec", "replicas"], "Number of desired pods for a deployment."),
        ("kube_deployment_status_replicas", BuiltIn.Deployments, "deployment", ["status", "replicas"], "The number of replicas per deployment."),
        ("kube_deployment_status_replicas_available", BuiltIn.Deployments, "deployment", ["status", "availableReplicas"], "The number of available replicas per deployment."),
        ("kube_deployment_status_replicas_unavailable", BuiltIn.Deployments, "deployment", ["status", "unavailableReplicas"], "The number of unavailable replicas per deployment."),
        ("kube_statefulset_replicas", BuiltIn.StatefulSets, "statefulset", ["spec", "replicas"], "Number of desired pods for a StatefulSet."),
        ("kube_statefulset_status_replicas_ready", BuiltIn.StatefulSets, "statefulset", ["status", "readyReplicas"], "The number of ready replicas per StatefulSet."),
        ("kube_daemonset_status_desired_number_scheduled", BuiltIn.DaemonSets, "daemonset", ["status", "desiredNumberScheduled"], "The number of nodes that should be running the daemon pod."),
        ("kube_daemonset_status_number_ready", BuiltIn.DaemonSets, "daemonset", ["status", "numberReady"], "The number of nodes that have the daemon pod running and ready."),
        ("kube_job_status_active", BuiltIn.Jobs, "job_name", ["status", "active"], "The number of actively running pods."),
        ("kube_job_status_succeeded", BuiltIn.Jobs, "job_name", ["status", "succeeded"], "The number of pods which reached phase Succeeded."),
        ("kube_job_status_failed", BuiltIn.Jobs, "job_name", ["status", "failed"], "The number of pods which reached phase Failed."),
    ];

    /// <summary>Writes the whole page. Who may read it is decided before.</summary>
    public static async Task WriteAsync(SandboxCluster cluster, HttpContext http)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        var text = new MetricsText(http.Response.Body, http.RequestAborted);
        var now = cluster.Time.GetUtcNow();
        var pods = Read(cluster, BuiltIn.Pods);
        await NodesAsync(text, Read(cluster, BuiltIn.Nodes), pods.ToLookup(pod => pod.TextAt("spec", "nodeName") ?? ""), now);
        await PodsAsync(text, pods);
        await ContainersAsync(text, pods, now);
        foreach (var (family, resource, label, path, help) in Numbers)
        {
            text.Family(family, "gauge", help);
            foreach (var item in cluster.Store.List(resource))
                await text.SampleAsync(family, item.ToNode().LongAt(path) ?? 0, ("namespace", item.Key.Namespace), (label, item.Key.Name));
        }

        text.Family("kube_persistentvolumeclaim_status_phase", "gauge", "The phase the persistent volume claim is currently in.");
        foreach (var claim in Read(cluster, BuiltIn.PersistentVolumeClaims))
        {
            foreach (var phase in ClaimPhases)
                await text.SampleAsync("kube_persistentvolumeclaim_status_phase", claim.TextAt("status", "phase") == phase ? 1 : 0, ("namespace", claim.Namespace()), ("persistentvolumeclaim", claim.Name()), ("phase", phase));
        }

        await text.FlushAsync();
    }

    private static List<JsonObject> Read(SandboxCluster cluster, GroupResource resource) => [.. cluster.Store.List(resource).Select(item => item.ToNode())];

    private static async Task NodesAsync(MetricsText text, List<JsonObject> nodes, ILookup<string, JsonObject> pods, DateTimeOffset now)
    {
        text.Family("kube_node_info", "gauge", "Information about a cluster node.");
        foreach (var node in nodes)
        {
            var info = node.ObjectAt("status", "nodeInfo");
            await text.SampleAsync("kube_node_info", 1, ("node", node.Name()), ("kubelet_version", info.TextAt("kubeletVersion")), ("os_image", info.TextAt("osImage")), ("container_runtime_version", info.TextAt("containerRuntimeVersion")));
        }

        text.Family("kube_node_spec_unschedulable", "gauge", "Whether a node can schedule new pods.");
        foreach (var node in nodes) await text.SampleAsync("kube_node_spec_unschedulable", node.BoolAt("spec", "unschedulable") == true ? 1 : 0, ("node", node.Name()));

        text.Family("kube_node_status_condition", "gauge", "The condition of a cluster node.");
        foreach (var (node, condition) in nodes.SelectMany(node => node.ObjectsAt("status", "conditions").Select(condition => (node, condition))))
        {
            foreach (var state in new[] { "True", "False", "Unknown" })
                await text.SampleAsync("kube_node_status_condition", condition.TextAt("status") == state ? 1 : 0, ("node", node.Name()), ("condition", condition.TextAt("type")), ("status", state.ToLowerInvariant()));
        }

        text.Family("kube_node_status_allocatable", "gauge", "The allocatable for different resources of a node that are available for scheduling.");
        foreach (var node in nodes)
        {
            await text.SampleAsync("kube_node_status_allocatable", Amount(node, "cpu"), ("node", node.Name()), ("resource", "cpu"), ("unit", "core"));
            await text.SampleAsync("kube_node_status_allocatable", Amount(node, "memory"), ("node", node.Name()), ("resource", "memory"), ("unit", "byte"));
        }

        text.Family("node_memory_MemTotal_bytes", "gauge", "Memory information field MemTotal_bytes.");
        foreach (var node in nodes) await text.SampleAsync("node_memory_MemTotal_bytes", Amount(node, "memory"), ("node", node.Name()));
        text.Family("node_memory_MemAvailable_bytes", "gauge", "Memory information field MemAvailable_bytes.");
        foreach (var node in nodes)
            await text.SampleAsync("node_memory_MemAvailable_bytes", Math.Max(0, Amount(node, "memory") - MetricsServer.OfNode(pods[node.Name()], now).Bytes), ("node", node.Name()));
        text.Family("node_load1", "gauge", "1m load average.");
        foreach (var node in nodes) await text.SampleAsync("node_load1", Math.Round(MetricsServer.OfNode(pods[node.Name()], now).Cpus, 3), ("node", node.Name()));
    }

    private static decimal Amount(JsonObject node, string resource) => ResourceAmounts.Parse(node.At("status", "allocatable", resource));

    private static async Task PodsAsync(MetricsText text, List<JsonObject> pods)
    {
        text.Family("kube_pod_info", "gauge", "Information about pod.");
        foreach (var pod in pods)
        {
            var owner = pod.Controller();
            await text.SampleAsync(
                "kube_pod_info", 1, ("namespace", pod.Namespace()), ("pod", pod.Name()), ("uid", pod.Uid()), ("node", pod.TextAt("spec", "nodeName")), ("pod_ip", pod.TextAt("status", "podIP")),
                ("host_ip", pod.TextAt("status", "hostIP")), ("created_by_kind", owner.TextAt("kind")), ("created_by_name", owner.TextAt("name")));
        }

        text.Family("kube_pod_status_phase", "gauge", "The pods current phase.");
        foreach (var pod in pods)
        {
            foreach (var phase in PodPhases)
                await text.SampleAsync("kube_pod_status_phase", pod.TextAt("status", "phase") == phase ? 1 : 0, ("namespace", pod.Namespace()), ("pod", pod.Name()), ("uid", pod.Uid()), ("phase", phase));
        }

        text.Family("kube_pod_container_status_restarts_total", "counter", "The number of container restarts per container.");
        foreach (var (pod, status) in pods.SelectMany(pod => pod.ObjectsAt("status", "containerStatuses").Select(status => (pod, status))))
            await text.SampleAsync("kube_pod_container_status_restarts_total", status.IntAt("restartCount") ?? 0, ("namespace", pod.Namespace()), ("pod", pod.Name()), ("container", status.TextAt("name")));
        text.Family("kube_pod_container_status_ready", "gauge", "Describes whether the containers readiness check succeeded.");
        foreach (var (pod, status) in pods.SelectMany(pod => pod.ObjectsAt("status", "containerStatuses").Select(status => (pod, status))))
            await text.SampleAsync("kube_pod_container_status_ready", status.BoolAt("ready") == true ? 1 : 0, ("namespace", pod.Namespace()), ("pod", pod.Name()), ("container", status.TextAt("name")));
        foreach (var kind in new[] { "requests", "limits" })
        {
            var family = $"kube_pod_container_resource_{kind}";
            text.Family(family, "gauge", $"The {kind} of a container for a resource.");
            foreach (var (pod, container) in pods.SelectMany(pod => pod.ObjectsAt("spec", "containers").Select(container => (pod, container))))
            {
                foreach (var (resource, unit) in new[] { ("cpu", "core"), ("memory", "byte") })
                {
                    if (container.At("resources", kind, resource) is { } amount)
                        await text.SampleAsync(family, ResourceAmounts.Parse(amount), ("namespace", pod.Namespace()), ("pod", pod.Name()), ("container", container.TextAt("name")), ("node", pod.TextAt("spec", "nodeName")), ("resource", resource), ("unit", unit));
                }
            }
        }
    }

    private static async Task ContainersAsync(MetricsText text, List<JsonObject> pods, DateTimeOffset now)
    {
        text.Family("container_memory_working_set_bytes", "gauge", "Current working set in bytes.");
        foreach (var (pod, usage) in pods.SelectMany(pod => PodUsage.Of(pod, now).Select(usage => (pod, usage))))
            await text.SampleAsync("container_memory_working_set_bytes", usage.MemoryBytes, Labels(pod, usage.Name));
        text.Family("container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.");
        foreach (var (pod, usage) in pods.SelectMany(pod => PodUsage.Of(pod, now).Select(usage => (pod, usage))))
            await text.SampleAsync("container_cpu_usage_seconds_total", PodUsage.CpuSeconds(pod, usage.Name, now), Labels(pod, usage.Name));
    }

    private static (string, string?)[] Labels(JsonObject pod, string container) =>
        [("namespace", pod.Namespace()), ("pod", pod.Name()), ("container", container), ("node", pod.TextAt("spec", "nodeName"))];
}
