using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Metrics;

/// <summary>
/// A cluster's <c>/metrics</c>: requests under the name of the API server's own metric, objects under the names of kube-state-metrics, containers under those of cAdvisor, machines under those of the node
/// exporter. The label <c>node</c> says which machine.
/// </summary>
internal static class MetricsPage
{
    public const string Path = "/metrics";

    /// <summary>Writes the whole page. Who may read it is decided before.</summary>
    public static async Task WriteAsync(SandboxCluster cluster, HttpContext http)
    {
        var text = Begin(http);
        var now = cluster.Time.GetUtcNow();
        var pods = Read(cluster, BuiltIn.Pods);
        var nodes = Read(cluster, BuiltIn.Nodes);
        await cluster.Requests.WriteAsync(text);
        await NodeMetrics.WriteAsync(text, nodes);
        await PodMetrics.WriteAsync(text, pods);
        await ObjectMetrics.WriteAsync(text, cluster);
        await ContainerMetrics.WriteAsync(text, pods, now);
        await MachineMetrics.WriteAsync(text, nodes, cluster.Machines.At(nodes, pods, now), now);
        await text.FlushAsync();
    }

    /// <summary>Starts a page of Prometheus' text format.</summary>
    public static MetricsText Begin(HttpContext http)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return new MetricsText(http.Response.Body, http.RequestAborted);
    }

    public static List<JsonObject> Read(SandboxCluster cluster, GroupResource resource) => [.. cluster.Store.List(resource).Select(item => item.ToNode())];

    /// <summary>A time as a metric: seconds since 1970.</summary>
    public static decimal Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
