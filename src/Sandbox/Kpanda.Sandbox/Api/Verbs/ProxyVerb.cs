using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Containers.Programs;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>pods/proxy and services/proxy: a request that a container answers. The name may have a port, or a scheme and a port: <c>web:80</c>, <c>http:web:80</c>.</summary>
internal static class ProxyVerb
{
    private const int LongestBody = 1024 * 1024;

    public static async Task<Answer> RunAsync(ApiRequest request)
    {
        var (scheme, name, port) = request.Name.Split(':') switch
        {
            [var only] => ("http", only, ""),
            [var named, var at] => ("http", named, at),
            [var way, var named, var at] => (way, named, at),
            _ => ("", "", ""),
        };
        if (name.Length == 0 || scheme is not ("http" or "https" or "")) return Failure.BadRequest($"invalid {request.Kind.Singular} request \"{request.Name}\"");
        if (request.Cluster.Store.Get(request.Kind.Storage, request.Namespace, name)?.ToNode() is not { } asked) return Failure.NotFound(request.Resource, name);
        var target = request.Kind.Storage == BuiltIn.Pods ? (asked, PortOf(asked, port)) : ServiceTarget.Of(request.Cluster, asked, port);
        if (target is not ({ } pod, var number)) return Unavailable($"no endpoints available for service \"{request.Name}\"");
        if (FetchPrograms.Listening(request.Cluster, pod, number) is not { } container)
            return Unavailable($"error trying to reach service: dial tcp {pod.TextAt("status", "podIP")}:{number}: connect: connection refused");

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Http.Request.Body.ReadAsync(buffer, request.Cancel) is > 0 and var read)
        {
            if (body.Length + read > LongestBody) return Failure.TooLarge(LongestBody);
            body.Write(buffer, 0, read);
        }

        var answer = ContainerWebServer.Answer(container, number, request.Http.Request.Method, PathOf(request), body.ToArray());
        request.Http.Response.StatusCode = answer.Code;
        request.Http.Response.ContentType = answer.Media;
        request.Http.Response.ContentLength = answer.Body.Length;
        if (request.Http.Request.Method != "HEAD") await request.Http.Response.Body.WriteAsync(answer.Body, request.Cancel);
        return WrittenAnswer.Instance;
    }

    // The first declared port unless another is asked for.
    private static int PortOf(JsonObject pod, string port)
    {
        var declared = pod.ObjectsAt("spec", "containers").SelectMany(container => container.ObjectsAt("ports"));
        if (port.Length == 0) return declared.FirstOrDefault().IntAt("containerPort") ?? 80;
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : declared.FirstOrDefault(item => item.TextAt("name") == port).IntAt("containerPort") ?? 0;
    }

    // What is behind "proxy", with the query.
    public static string PathOf(ApiRequest request)
    {
        var marker = $"/{request.Name}/proxy";
        var path = request.Http.Request.Path.Value ?? "";
        var at = path.IndexOf(marker, StringComparison.Ordinal);
        var rest = at < 0 ? "" : path[(at + marker.Length)..];
        return (rest.Length == 0 ? "/" : rest) + request.Http.Request.QueryString;
    }

    private static KubeStatus Unavailable(string message) => new() { Code = 503, Reason = "ServiceUnavailable", Message = message };
}
