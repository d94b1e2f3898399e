using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>A way to the API server of the member: straight to it or through the gateway, both over TLS, in HTTP/2 where a connection is not switched.</summary>
internal sealed class ApiWay(Uri root, string token) : IDisposable
{
    private readonly List<HttpMessageInvoker> _handlers = [];
    private readonly List<HttpClient> _clients = [];

    /// <summary>A client with connections of its own.</summary>
    public HttpClient Connect()
    {
        var client = new HttpClient(Handler(), disposeHandler: true)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    /// <summary>The address of a path of the Kubernetes API.</summary>
    public Uri At(string path) => new(root.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>Switches a connection to the WebSocket of a command.</summary>
    public async Task<ClientWebSocket> SwitchAsync(string path, CancellationToken cancellationToken)
    {
        if (_handlers.Count == 0) _handlers.Add(new HttpMessageInvoker(Handler()));
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(At(path)) { Scheme = "wss" }.Uri, _handlers[0], cancellationToken);
        return socket;
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var handler in _handlers) handler.Dispose();
    }

    // Both ends are processes that this one started a moment ago, on this machine; the gateway's certificate is signed by an authority of its own.
    private static SocketsHttpHandler Handler() => new()
    {
        EnableMultipleHttp2Connections = true,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    };
}
