using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary><c>wget</c> and <c>curl</c> against what the cluster simulates: this container, pods by address, services by name or address.</summary>
internal static class FetchPrograms
{
    public static async Task<int> WgetAsync(ProgramContext context)
    {
        var url = context.Words.Skip(1).LastOrDefault(word => word[0] != '-') ?? "";
        var answer = Fetch(context, url, out var problem);
        if (answer is null) return await context.FailAsync(problem);
        if (answer.Code >= 400) return await context.FailAsync($"server returned error: HTTP/1.1 {answer.Code} {answer.Reason}");
        var toOutput = context.Words.Any(word => word is "-O-" or "-qO-") || (context.Words.ToList().FindIndex(word => word.StartsWith('-') && word.EndsWith('O')) is >= 0 and var at && context.Words.ElementAtOrDefault(at + 1) == "-");
        if (toOutput)
        {
            await context.Output(answer.Body, context.Cancel);
            return 0;
        }

        var name = url.Split('/')[^1] is { Length: > 0 } last && last.Contains('.', StringComparison.Ordinal) ? last : "index.html";
        context.Files.Create(context.Directory, name);
        context.Files.Append(context.Directory, name, answer.Body);
        return 0;
    }

    public static async Task<int> CurlAsync(ProgramContext context)
    {
        var url = context.Words.Skip(1).FirstOrDefault(word => word[0] != '-') ?? "";
        var answer = Fetch(context, url, out var problem);
        if (answer is null) return await context.FailAsync($"(7) {problem}", 7);
        await context.Output(answer.Body, context.Cancel);
        return answer.Code >= 400 && context.Options().Letters.Contains('f', StringComparison.Ordinal) ? 22 : 0;
    }

    private static WebAnswer? Fetch(ProgramContext context, string url, out string problem)
    {
        if (!Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url, UriKind.Absolute, out var uri) || uri.Scheme != "http")
        {
            problem = $"bad address '{url}'";
            return null;
        }

        problem = $"can't connect to remote host ({uri.Host}): Connection refused";
        var (pod, port) = Target(context, uri.Host, uri.Port);
        if (pod is null) problem = $"bad address '{uri.Host}'";
        if (pod is null || Listening(context.Container.Cluster, pod, port) is not { } container) return null;
        return ContainerWebServer.Answer(container, port, "GET", uri.PathAndQuery, default);
    }

    /// <summary>The running container of a pod that listens on a port; null where none does.</summary>
    public static Container? Listening(SandboxCluster cluster, JsonObject pod, int port) =>
        pod.ObjectsAt("spec", "containers").Select(spec => cluster.Containers.Find(pod, spec.TextAt("name") ?? "")).FirstOrDefault(container => container?.ListensOn(port) == true);

    private static (JsonObject? Pod, int Port) Target(ProgramContext context, string host, int port)
    {
        var (cluster, here) = (context.Container.Cluster, context.Container.Pod);
        if (host is "localhost" or "127.0.0.1" || host == context.Container.HostName) return (cluster.Store.Get(BuiltIn.Pods, here.Namespace(), here.Name())?.ToNode(), port);
        if (cluster.Store.List(BuiltIn.Pods).Select(pod => pod.ToNode()).FirstOrDefault(pod => pod.TextAt("status", "podIP") == host) is { } addressed) return (addressed, port);
        var parts = host.Split('.');
        var service = cluster.Store.Get(BuiltIn.Services, parts.Length > 1 ? parts[1] : here.Namespace(), parts[0])?.ToNode()
            ?? cluster.Store.List(BuiltIn.Services).Select(item => item.ToNode()).FirstOrDefault(item => item.TextAt("spec", "clusterIP") == host);
        return service is null ? (null, port) : ServiceTarget.Of(cluster, service, port.ToString(CultureInfo.InvariantCulture)) ?? (null, port);
    }
}
