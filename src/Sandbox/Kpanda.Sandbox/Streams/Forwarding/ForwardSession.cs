using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Containers.Programs;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Streams.RemoteCommand;
using Kpanda.Sandbox.Streams.Spdy;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Streams.Forwarding;

/// <summary>One port-forward: connections to ports of a pod over SPDY/3.1, over SPDY that is tunnelled through a WebSocket, or over WebSocket channels.</summary>
internal static class ForwardSession
{
    private const string Spdy = "portforward.k8s.io";
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    /// <summary>Whether the request asks for an upgrade to a protocol that carries connections.</summary>
    public static bool CanServe(HttpRequest request, int minor) => Protocol(request, minor) is not null;

    /// <summary>Upgrades, and forwards until the client goes.</summary>
    public static async Task RunAsync(HttpContext http, SandboxCluster cluster, JsonObject pod, CancellationToken stop)
    {
        var protocol = Protocol(http.Request, cluster.Minor)!;
        if (protocol == Spdy)
        {
            using var connection = await Upgrade.SpdyAsync(http, protocol);
            await RunAsync(connection, cluster, pod, stop);
            return;
        }

        using var socket = await Upgrade.WebSocketAsync(http, protocol);
        if (protocol == Tunnel)
        {
            await using var bytes = new WebSocketStream(socket);
            using var connection = new SpdyConnection(bytes);
            await RunAsync(connection, cluster, pod, stop);
        }
        else
        {
            await ForwardChannels.RunAsync(socket, cluster, pod, PortsOf(http.Request), stop);
        }

        await socket.FarewellAsync();
    }

    /// <summary>Connects bytes to a port of a pod; what stands against it is said on the error stream of the connection.</summary>
    public static async Task<string?> ConnectAsync(SandboxCluster cluster, JsonObject pod, int port, System.IO.Pipelines.PipeReader input, Sink output, CancellationToken cancel)
    {
        if (cluster.Store.Get(BuiltIn.Pods, pod.Namespace(), pod.Name())?.ToNode() is not { } now || FetchPrograms.Listening(cluster, now, port) is not { } container)
        {
            return $"error forwarding port {port} to pod {HexDigestOf(pod)}, uid : failed to execute portforward in network namespace \"/var/run/netns/cni-{pod.Uid()}\": "
                + $"failed to connect to localhost:{port} inside namespace \"{HexDigestOf(pod)}\", IPv4: dial tcp4 127.0.0.1:{port}: connect: connection refused "
                + "IPv6 dial tcp6: address localhost: no suitable address ";
        }

        await Http1Conversation.RunAsync(container, port, input, output, cancel);
        return null;
    }

    private static string HexDigestOf(JsonObject pod) => Kubelet.HexDigest.Of(pod.Uid());

    private static string? Protocol(HttpRequest request, int minor)
    {
        if (Upgrade.WantsSpdy(request)) return Upgrade.Choose(request, [Spdy]);
        if (!Upgrade.WantsWebSocket(request)) return null;
        if (minor >= ClusterVersion.TunnelledPorts && Upgrade.Choose(request, [Tunnel]) is { } tunnel) return tunnel;
        return PortsOf(request).Count > 0 ? Upgrade.Choose(request, [ForwardChannels.Protocol]) : null;
    }

    private static IReadOnlyList<int> PortsOf(HttpRequest request) =>
    [
        .. request.Query["ports"].SelectMany(value => (value ?? "").Split(',')).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0).Where(port => port is > 0 and < 65536),
    ];

    // For each connection the client opens an error stream and a data stream with the same request id.
    private static async Task RunAsync(SpdyConnection connection, SandboxCluster cluster, JsonObject pod, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = connection.RunAsync(end.Token);
        var halves = new Dictionary<string, SpdyStream>(StringComparer.Ordinal);
        var running = new HashSet<Task>();
        await foreach (var stream in connection.Opened.ReadAllAsync(CancellationToken.None))
        {
            var id = stream.Headers.GetValueOrDefault("requestID") ?? "";
            if (!halves.Remove(id, out var other))
            {
                halves[id] = stream;
                continue;
            }

            var (error, data) = stream.Headers.GetValueOrDefault("streamType") == "error" ? (stream, other) : (other, stream);
            running.RemoveWhere(task => task.IsCompleted);
            running.Add(ForwardAsync(cluster, pod, error, data, end.Token));
        }

        await end.CancelAsync();
        await reading;
        await Task.WhenAll(running);
    }

    private static async Task ForwardAsync(SandboxCluster cluster, JsonObject pod, SpdyStream error, SpdyStream data, CancellationToken cancel)
    {
        try
        {
            _ = int.TryParse(data.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
            if (await ConnectAsync(cluster, pod, port, data.Input, (bytes, stop) => data.WriteAsync(bytes, stop), cancel) is { } problem)
                await error.WriteAsync(Encoding.UTF8.GetBytes(problem), cancel);
            await data.EndAsync(cancel);
            await error.EndAsync(cancel);
        }
        catch (Exception e) when (CommandSession.IsFarewell(e))
        {
            // The client has gone.
        }
        finally
        {
            // What still comes is dropped, so that other connections are read on.
            await data.Input.CompleteAsync();
            await error.Input.CompleteAsync();
        }
    }
}
