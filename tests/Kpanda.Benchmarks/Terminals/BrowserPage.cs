using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Benchmarks.Gateway;

namespace Kpanda.Benchmarks.Terminals;

/// <summary>The session of a browser, which opens WebSockets as the console does.</summary>
internal sealed class BrowserPage : IDisposable
{
    private readonly Uri _server;
    private readonly HttpMessageInvoker _switching = new(Handler());
    private readonly HttpClient _client;
    private readonly string _cookie;

    private BrowserPage(Uri server, HttpClient client, string cookie) => (_server, _client, _cookie) = (server, client, cookie);

    public static async Task<BrowserPage> SignInAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var client = new HttpClient(Handler()) { BaseAddress = server.SecureAddress };
        using var answer = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = ServerProcess.Password }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]).ToList();
        var cookie = string.Join("; ", cookies);
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.Single(one => one.Contains("kpanda-csrf=", StringComparison.Ordinal)).Split('=', 2)[1]);
        return new BrowserPage(server.SecureAddress, client, cookie);
    }

    /// <summary>Opens a terminal in a container.</summary>
    public async Task<ShellLine> TerminalAsync((string Namespace, string Name, string Container) pod, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync("/api/v1/terminals", new { cluster = GatewayFleet.Name, @namespace = pod.Namespace, pod = pod.Name, container = pod.Container }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var ticket = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("ticket").GetString();
        var socket = await SwitchAsync("/api/v1/terminals/socket", new { ticket, columns = 80, rows = 24 }, cancellationToken);
        return new ShellLine(socket, isNative: false);
    }

    /// <summary>Opens the log of a pod.</summary>
    public Task<ClientWebSocket> LogAsync(string ns, string pod, CancellationToken cancellationToken) =>
        SwitchAsync("/api/v1/logs/socket", new { cluster = GatewayFleet.Name, @namespace = ns, pod, follow = true, tailLines = 10 }, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _switching.Dispose();
    }

    private async Task<ClientWebSocket> SwitchAsync(string path, object first, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", _cookie);
        socket.Options.SetRequestHeader("Origin", _server.GetLeftPart(UriPartial.Authority));
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(_server) { Scheme = "wss", Path = path }.Uri, _switching, cancellationToken);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(first), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        return socket;
    }

    // The server is a process that this one started a moment ago, on this machine, under a certificate of its own authority.
    private static SocketsHttpHandler Handler() => new()
    {
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    };
}
