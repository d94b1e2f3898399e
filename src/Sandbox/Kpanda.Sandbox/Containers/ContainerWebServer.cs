using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Containers;

/// <summary>
/// The HTTP server behind the declared ports of a container: nginx serves its files, everything else tells what it was asked and by which pod.
/// </summary>
internal static class ContainerWebServer
{
    /// <summary>The first page of nginx.</summary>
    public const string Welcome = "<!DOCTYPE html>\n<html>\n<head><title>Welcome to nginx!</title></head>\n<body><h1>Welcome to nginx!</h1><p>This server is simulated.</p></body>\n</html>\n";

    private const string Root = "/usr/share/nginx/html";

    /// <summary>The answer to a request; <paramref name="target"/> is a path with its query.</summary>
    public static WebAnswer Answer(Container container, int port, string method, string target, ReadOnlySpan<byte> body)
    {
        var path = target.Split('?')[0];
        if (path is "/healthz" or "/readyz" or "/livez") return new WebAnswer(200, "text/plain", "ok"u8.ToArray());
        return container.Image.Repository.Split('/')[^1] == "nginx" ? File(container, method, path) : Mirror(container, port, method, target, body);
    }

    private static WebAnswer File(Container container, string method, string path)
    {
        if (method is not ("GET" or "HEAD")) return new WebAnswer(405, "text/html", "<h1>405 Not Allowed</h1>\n"u8.ToArray());
        var file = ContainerFiles.Resolve("/", Uri.UnescapeDataString(path));
        if (container.Files.Find("/", Root + file) is { IsDirectory: true }) file = file.TrimEnd('/') + "/index.html";
        if (container.Files.Find("/", Root + file) is not { IsDirectory: false } found) return new WebAnswer(404, "text/html", "<h1>404 Not Found</h1>\n"u8.ToArray());
        return new WebAnswer(200, file.EndsWith(".html", StringComparison.Ordinal) ? "text/html" : "text/plain", found.Content.ToArray());
    }

    private static WebAnswer Mirror(Container container, int port, string method, string target, ReadOnlySpan<byte> body)
    {
        var said = new JsonObject
        {
            ["pod"] = container.Pod.Name(),
            ["namespace"] = container.Pod.Namespace(),
            ["container"] = container.Name,
            ["port"] = port,
            ["method"] = method,
            ["path"] = target,
        };
        if (body.Length > 0) said["body"] = Encoding.UTF8.GetString(body);
        return new WebAnswer(200, "application/json", [.. KubeJson.ToUtf8(said), (byte)'\n']);
    }
}
