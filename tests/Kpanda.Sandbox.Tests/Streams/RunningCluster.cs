using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Streams;

/// <summary>A simulated cluster with its controllers, reached without a network, and a running pod in it.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SandboxSimulation _simulation;
    private readonly SandboxHost _host;

    private RunningCluster(SandboxSimulation simulation, SandboxHost host)
    {
        (_simulation, _host) = (simulation, host);
        Http = new HttpClient(Handler()) { BaseAddress = new Uri($"http://sandbox/{Cluster.Name}/"), Timeout = Patience };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Cluster.Tokens.AdminToken);
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SandboxCluster Cluster => _simulation.Fleet.Clusters[0];

    public HttpClient Http { get; }

    public static async Task<RunningCluster> StartAsync(string version = "v1.36.2")
    {
        var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 3, Versions = [version] }, TimeProvider.System, null, Stop);
        return new RunningCluster(simulation, await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), Stop));
    }

    /// <summary>Creates a pod of one container in the namespace <c>default</c>, and waits until it runs.</summary>
    public async Task RunPodAsync(string name, string image = "nginx:1.27")
    {
        var pod = $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"c","image":"{{{image}}}","ports":[{"containerPort":80}]}]}}""";
        using var created = await Http.PostAsync(new Uri("api/v1/namespaces/default/pods", UriKind.Relative), new StringContent(pod, new MediaTypeHeaderValue("application/json")), Stop);
        created.EnsureSuccessStatusCode();
        using var watch = await Http.GetStreamAsync(new Uri($"api/v1/namespaces/default/pods?watch=true&fieldSelector=metadata.name%3D{name}", UriKind.Relative), Stop);
        using var reader = new StreamReader(watch);
        while (await reader.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop) is { } line)
        {
            if (line.Contains("\"running\":{", StringComparison.Ordinal)) return;
        }

        throw new ShouldAssertException($"{name} does not run.");
    }

    /// <summary>A WebSocket to a subresource of a pod; with a token among the protocols, as pages show it, where one is given.</summary>
    public async Task<ClientWebSocket> OpenAsync(string path, string protocol, string? token = null)
    {
        var socket = new ClientWebSocket();
        if (token is null) socket.Options.SetRequestHeader("Authorization", $"Bearer {Cluster.Tokens.AdminToken}");
        else socket.Options.AddSubProtocol("base64url.bearer.authorization.k8s.io." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token)));
        socket.Options.AddSubProtocol(protocol);
        using var invoker = new HttpMessageInvoker(Handler(), disposeHandler: false);
        await socket.ConnectAsync(new Uri($"ws://sandbox/{Cluster.Name}/api/v1/namespaces/default/pods/{path}"), invoker, Stop);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        await _simulation.DisposeAsync();
    }

    private SocketsHttpHandler Handler() => new() { ConnectCallback = async (_, cancel) => await _host.Connector.ConnectAsync(cancel) };
}
