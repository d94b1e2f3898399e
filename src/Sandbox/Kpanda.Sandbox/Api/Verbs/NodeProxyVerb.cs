using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Metrics;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>nodes/proxy: what the kubelet of a node tells: its health, its pods, its metrics and those of its containers.</summary>
internal static class NodeProxyVerb
{
    public static async Task<Answer> RunAsync(ApiRequest request)
    {
        var name = request.Name.Split(':') switch
        {
            [var only] => only,
            [var named, _] => named,
            [_, var named, _] => named,
            _ => "",
        };
        if (request.Cluster.Store.Get(BuiltIn.Nodes, "", name)?.ToNode() is not { } node) return Failure.NotFound(request.Resource, name);
        if (KubeletReach.Problem(request.Cluster, name) is { } problem) return new KubeStatus { Code = 503, Reason = "ServiceUnavailable", Message = $"error trying to reach service: {problem}" };
        var pods = MetricsPage.Read(request.Cluster, BuiltIn.Pods).Where(pod => pod.NodeName() == name).ToList();
        switch (ProxyVerb.PathOf(request).Split('?')[0])
        {
            case "/healthz":
                return await TextAsync(request, 200, "ok");
            case "/pods" or "/pods/" or "/runningpods/":
                return new NodeAnswer(200, new JsonObject { ["kind"] = "PodList", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["items"] = new JsonArray([.. pods]) });
            case "/stats/summary":
                return new NodeAnswer(200, KubeletStats.Summary(request.Cluster, node, pods));
            case "/metrics":
                await KubeletMetrics.WriteAsync(MetricsPage.Begin(request.Http), request.Cluster, node, pods);
                return WrittenAnswer.Instance;
            case "/metrics/cadvisor":
                var text = MetricsPage.Begin(request.Http);
                await ContainerMetrics.WriteAsync(text, pods, request.Cluster.Time.GetUtcNow());
                await text.FlushAsync();
                return WrittenAnswer.Instance;
            default:
                return await TextAsync(request, 404, "404 page not found\n");
        }
    }

    private static async Task<Answer> TextAsync(ApiRequest request, int code, string text)
    {
        request.Http.Response.StatusCode = code;
        request.Http.Response.ContentType = "text/plain; charset=utf-8";
        await request.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), request.Cancel);
        return WrittenAnswer.Instance;
    }
}
