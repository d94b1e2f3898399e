using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Metrics;

/// <summary>Pods and their containers under the names of kube-state-metrics.</summary>
internal static class PodMetrics
{
    private static readonly string[] Phases = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];

    public static async Task WriteAsync(MetricsText text, List<JsonObject> pods)
    {
        await text.WriteAsync("kube_pod_info", "gauge", "Information about pod.", pods.Select(pod =>
        {
            var owner = pod.Controller();
            return Of(
                pod, 1, ("host_ip", pod.TextAt("status", "hostIP")), ("pod_ip", pod.TextAt("status", "podIP")), ("node", pod.NodeName()), ("created_by_kind", owner.TextAt("kind")),
                ("created_by_name", owner.TextAt("name")), ("priority_class", pod.TextAt("spec", "priorityClassName")), ("host_network", pod.BoolAt("spec", "hostNetwork") == true ? "true" : "false"));
        }));
        await text.WriteAsync("kube_pod_created", "gauge", "Unix creation timestamp", pods.Select(pod => Of(pod, MetricsPage.Seconds(pod.Created()))));
        await text.WriteAsync("kube_pod_start_time", "gauge", "Start time in unix timestamp for a pod.", pods.Where(pod => pod.TimeAt("status", "startTime") is not null).Select(pod => Of(pod, MetricsPage.Seconds(pod.TimeAt("status", "startTime")!.Value))));
        await text.WriteAsync("kube_pod_owner", "gauge", "Information about the Pod's owner.", pods.Select(pod =>
        {
            var owner = pod.Controller();
            return Of(pod, 1, ("owner_kind", owner.TextAt("kind")), ("owner_name", owner.TextAt("name")), ("owner_is_controller", owner is null ? "" : "true"));
        }));
        await text.WriteAsync("kube_pod_status_phase", "gauge", "The pods current phase.", pods.SelectMany(pod => Phases.Select(phase => Of(pod, pod.TextAt("status", "phase") == phase ? 1 : 0, ("phase", phase)))));
        foreach (var (family, condition, help) in new[] { ("kube_pod_status_ready", "Ready", "Describes whether the pod is ready to serve requests."), ("kube_pod_status_scheduled", "PodScheduled", "Describes the status of the scheduling process for the pod.") })
        {
            await text.WriteAsync(family, "gauge", help, pods.SelectMany(pod => NodeMetrics.States
                .Select(state => Of(pod, (Conditions.Find(pod.ObjectAt("status"), condition).TextAt("status") ?? "False") == state ? 1 : 0, ("condition", state.ToLowerInvariant())))));
        }

        await ContainersAsync(text, pods);
    }

    private static async Task ContainersAsync(MetricsText text, List<JsonObject> pods)
    {
        List<(JsonObject Pod, JsonObject Status)> statuses = [.. pods.SelectMany(pod => pod.ObjectsAt("status", "containerStatuses").Select(status => (pod, status)))];
        await text.WriteAsync("kube_pod_container_info", "gauge", "Information about a container in a pod.", statuses.Select(item =>
            Of(item.Pod, 1, Name(item.Status), ("image", item.Status.TextAt("image")), ("image_id", item.Status.TextAt("imageID")), ("container_id", item.Status.TextAt("containerID")))));
        await text.WriteAsync("kube_pod_container_status_restarts_total", "counter", "The number of container restarts per container.", statuses.Select(item => Of(item.Pod, item.Status.IntAt("restartCount") ?? 0, Name(item.Status))));
        await text.WriteAsync("kube_pod_container_status_ready", "gauge", "Describes whether the containers readiness check succeeded.", statuses.Select(item => Of(item.Pod, item.Status.BoolAt("ready") == true ? 1 : 0, Name(item.Status))));
        await text.WriteAsync("kube_pod_container_status_running", "gauge", "Describes whether the container is currently in running state.", statuses.Select(item => Of(item.Pod, item.Status.ObjectAt("state", "running") is null ? 0 : 1, Name(item.Status))));
        await text.WriteAsync("kube_pod_container_status_terminated", "gauge", "Describes whether the container is currently in terminated state.", statuses.Select(item => Of(item.Pod, item.Status.ObjectAt("state", "terminated") is null ? 0 : 1, Name(item.Status))));
        await text.WriteAsync("kube_pod_container_status_waiting", "gauge", "Describes whether the container is currently in waiting state.", statuses.Select(item => Of(item.Pod, item.Status.ObjectAt("state", "waiting") is null ? 0 : 1, Name(item.Status))));
        foreach (var (family, path, help) in new (string, string[], string)[]
        {
            ("kube_pod_container_status_waiting_reason", ["state", "waiting", "reason"], "Describes the reason the container is currently in waiting state."),
            ("kube_pod_container_status_terminated_reason", ["state", "terminated", "reason"], "Describes the reason the container is currently in terminated state."),
            ("kube_pod_container_status_last_terminated_reason", ["lastState", "terminated", "reason"], "Describes the last reason the container was in terminated state."),
        })
        {
            await text.WriteAsync(family, "gauge", help, statuses.Where(item => item.Status.TextAt(path) is not null).Select(item => Of(item.Pod, 1, Name(item.Status), ("reason", item.Status.TextAt(path)))));
        }

        List<(JsonObject Pod, JsonObject Container)> containers = [.. pods.SelectMany(pod => pod.ObjectsAt("spec", "containers").Select(container => (pod, container)))];
        foreach (var kind in new[] { "requests", "limits" })
        {
            await text.WriteAsync($"kube_pod_container_resource_{kind}", "gauge", $"The {kind} of a container for a resource.", containers.SelectMany(item => new[] { ("cpu", "core"), ("memory", "byte") }
                .Where(resource => item.Container.At("resources", kind, resource.Item1) is not null)
                .Select(resource => Of(item.Pod, ResourceAmounts.Parse(item.Container.At("resources", kind, resource.Item1)), Name(item.Container), ("node", item.Pod.NodeName()), ("resource", resource.Item1), ("unit", resource.Item2)))));
        }
    }

    private static (string, string?) Name(JsonObject container) => ("container", container.TextAt("name"));

    private static Sample Of(JsonObject pod, decimal value, params (string, string?)[] labels) => new(value, [("namespace", pod.Namespace()), ("pod", pod.Name()), ("uid", pod.Uid()), .. labels]);
}
