using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Kpanda.Server.Tests.Live;
using Kpanda.Server.Tests.Logs;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Rights;

/// <summary>Everything of a pod that somebody can have open at once: each is known to be open when it is handed out.</summary>
internal sealed class OpenStreams(ServerSite site, HttpClient admin, string cluster, string pod) : IDisposable
{
    /// <summary>A file in the container that is larger than anybody reads.</summary>
    public const string LargeFile = "/data/large";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<IDisposable> _held = [];

    /// <summary>Something open, and what waits for its end.</summary>
    public sealed record Stream(string Kind, Task Ended);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Native => $"/k8s/clusters/{cluster}/api/v1/namespaces/default/pods";

    private string Files => $"/api/v1/clusters/{cluster}/namespaces/default/pods/{pod}/files";

    /// <summary>Opens one of each.</summary>
    /// <param name="name">Whose they are.</param>
    /// <param name="person">Their token.</param>
    public async Task<IReadOnlyList<Stream>> OpenAsync(string name, HttpClient person)
    {
        var browser = Hold(await TerminalPage.BrowserAsync(site, name));
        return
        [
            await TabAsync("open list", person, "/apis/kpanda.io/v1alpha1/asl/pods"),
            await TabAsync("open object", person, $"/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/default/pods/{pod}"),
            await LogPageAsync(browser),
            await TerminalAsync(browser),
            await BytesAsync("download", person, $"{Files}/content?container=main&path={LargeFile}"),
            await UploadAsync(name, person),
            await BytesAsync("watch of kubectl", person, $"{Native}?watch=1"),
            await BytesAsync("log of kubectl", person, $"{Native}/{pod}/log?follow=true&container=main"),
            await ExecAsync(person),
            await PortForwardAsync(person),
        ];
    }

    public void Dispose()
    {
        foreach (var held in _held) held.Dispose();
    }

    private T Hold<T>(T held)
        where T : IDisposable
    {
        _held.Add(held);
        return held;
    }

    private async Task<Stream> TabAsync(string kind, HttpClient person, string path)
    {
        var tab = Hold(await LiveTab.FollowAsync(site, person, path));
        return new(kind, EndAsync());

        // A list is to be read again, an object refused; with the session the socket closes.
        async Task EndAsync()
        {
            while (await tab.ReadAsync() is { } message && LiveTab.TypeOf(message) is var type && type != "resync")
            {
                // Anything else is what changed until then.
                if (type != "error") continue;
                message.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(7);
                return;
            }
        }
    }

    private async Task<Stream> LogPageAsync(HttpClient browser)
    {
        var screen = Hold(await LogScreen.OpenAsync(site, browser, new { cluster, @namespace = "default", pod, follow = true, tailLines = 5 }));
        await screen.UntilAsync(() => screen.Lines.Count > 0, "a line");
        return new("log page", screen.EndAsync());
    }

    private async Task<Stream> TerminalAsync(HttpClient browser)
    {
        var terminal = Hold(await TerminalPage.ShellAsync(site, browser, pod));
        await terminal.TypeAsync("echo here-$((40+2))\r");
        await terminal.SeesAsync("here-42");
        return new("terminal", terminal.EndAsync());
    }

    private async Task<Stream> BytesAsync(string kind, HttpClient person, string path)
    {
        var answer = Hold(await person.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Token));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, kind);
        var bytes = Hold(await answer.Content.ReadAsStreamAsync(Token));
        var buffer = new byte[64 * 1024];
        (await bytes.ReadAsync(buffer, Token)).ShouldBeGreaterThan(0, kind);
        return new(kind, EndAsync(token => bytes.ReadAsync(buffer, token)));
    }

    /// <summary>A form whose file never comes whole. On a bare connection: clients look for an answer only when they have sent everything.</summary>
    private async Task<Stream> UploadAsync(string name, HttpClient person)
    {
        var address = new Uri(site.HttpUrl);
        var connection = Hold(new TcpClient());
        await connection.ConnectAsync(address.Host, address.Port, Token);
        var wire = connection.GetStream();
        var form = $"""
            --part
            Content-Disposition: form-data; name="manifest"

            {JsonSerializer.Serialize(new { files = new[] { new { path = "half", size = "1000000" } } })}
            --part
            Content-Disposition: form-data; name="file"; filename="half"

            the first half
            """;
        var head = $"""
            POST {Files}?container=main&path={Uri.EscapeDataString("/tmp")} HTTP/1.1
            Host: {address.Authority}
            Authorization: {person.DefaultRequestHeaders.Authorization}
            Content-Type: multipart/form-data; boundary=part
            Content-Length: 2000000


            """;
        await wire.WriteAsync(Encoding.UTF8.GetBytes((head + form).ReplaceLineEndings("\r\n")), Token);
        await Guests.UntilAsync(() => IsOnRecordAsync(name), "the upload has begun");
        var buffer = new byte[1024];
        return new("upload", EndAsync(async token => (await wire.ReadAsync(buffer, token), Encoding.UTF8.GetString(buffer)) switch
        {
            (0, _) => 0,
            (_, var answer) when answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) => 0,
            var (_, answer) => throw new ShouldAssertException($"The upload was answered: {answer}"),
        }));
    }

    private async Task<bool> IsOnRecordAsync(string name)
    {
        using var answer = await admin.GetAsync($"/apis/ghippo.io/v1alpha3/audits?searchType=exact&clusterName={cluster}&sourceName={pod}&verb=upload", Token);
        var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
        return page.GetProperty("items").EnumerateArray().Any(record => record.ToString().Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    private async Task<Stream> ExecAsync(HttpClient person)
    {
        var socket = await SwitchAsync(person, "v5.channel.k8s.io", $"{Native}/{pod}/exec?command=cat&stdin=true&stdout=true&container=main");
        await socket.SendAsync("\0echoed\n"u8.ToArray(), WebSocketMessageType.Binary, true, Token);
        var buffer = new byte[4096];
        for (var seen = ""; !seen.Contains("echoed", StringComparison.Ordinal);) seen += Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, Token)).Count);
        return new("exec of kubectl", EndAsync(socket));
    }

    private async Task<Stream> PortForwardAsync(HttpClient person)
    {
        var socket = await SwitchAsync(person, "v4.channel.k8s.io", $"{Native}/{pod}/portforward?ports=80");
        var buffer = new byte[4096];

        // Each of the two channels says first for which port it is.
        for (var told = 0; told < 2; told++) (await socket.ReceiveAsync(buffer, Token)).Count.ShouldBe(3);
        return new("port-forward of kubectl", EndAsync(socket));
    }

    private async Task<ClientWebSocket> SwitchAsync(HttpClient person, string protocol, string path)
    {
        var socket = Hold(new ClientWebSocket());
        socket.Options.AddSubProtocol(protocol);
        socket.Options.SetRequestHeader("Authorization", person.DefaultRequestHeaders.Authorization!.ToString());
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(new Uri(new Uri(site.HttpUrl), path)) { Scheme = "ws" }.Uri, Token);
        return socket;
    }

    private static Task EndAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        return EndAsync(async token => await socket.ReceiveAsync(buffer.AsMemory(), token) is { MessageType: not WebSocketMessageType.Close } ? 1 : 0);
    }

    // Until nothing comes any more, with or without a goodbye.
    private static async Task EndAsync(Func<CancellationToken, ValueTask<int>> read)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        try
        {
            while (await read(patience.Token) > 0)
            {
                // What was on its way.
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or WebSocketException)
        {
            // Cut, not ended.
        }
    }
}
