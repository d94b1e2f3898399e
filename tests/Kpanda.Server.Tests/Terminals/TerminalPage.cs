using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Kpanda.Server.Tests.Terminals;

/// <summary>A page that shows a terminal, without its picture: it asks for a ticket with its cookie and the CSRF header, and opens the socket.</summary>
internal sealed class TerminalPage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly StringBuilder _screen = new();
    private long _drawn;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Everything it was shown so far.</summary>
    public string Screen => _screen.ToString();

    private string Tail => Screen[Math.Max(0, Screen.Length - 2000)..];

    /// <summary>Id of the terminal, once it is open.</summary>
    public string Terminal { get; private set; } = "";

    /// <summary>A browser that is signed in.</summary>
    public static async Task<HttpClient> BrowserAsync(ServerSite site, string person = "admin")
    {
        var client = site.NewClient();
        using var answer = await client.PostAsJsonAsync("/auth/login", new { username = person, password = ServerSite.AdminPassword }, Token);
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]).ToList();
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
        client.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.Single(cookie => cookie.StartsWith("kpanda-csrf=", StringComparison.Ordinal)).Split('=', 2)[1]);
        return client;
    }

    public static Task<string> TicketAsync(HttpClient browser, string pod) =>
        TicketAsync(browser, "/api/v1/terminals", new { cluster = TerminalTests.Cluster, @namespace = "default", pod, container = "main" });

    public static async Task<string> TicketAsync(HttpClient browser, string path, object body)
    {
        using var answer = await browser.PostAsJsonAsync(path, body, Token);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Token));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("ticket").GetString()!;
    }

    /// <summary>Connects as a page of the server does, and shows the ticket.</summary>
    public static async Task<TerminalPage> OpenAsync(ServerSite site, HttpClient browser, string ticket, string? origin = null, string? through = null)
    {
        var page = new TerminalPage();
        page._socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        page._socket.Options.SetRequestHeader("Origin", origin ?? through ?? site.HttpUrl);
        await page._socket.ConnectAsync(new UriBuilder(through ?? site.HttpUrl) { Scheme = "ws", Path = "/api/v1/terminals/socket" }.Uri, Token);
        await page.TellAsync(new { ticket, columns = 80, rows = 24 });
        return page;
    }

    /// <summary>A shell in a pod.</summary>
    public static async Task<TerminalPage> ShellAsync(ServerSite site, HttpClient browser, string pod)
    {
        var page = await OpenAsync(site, browser, await TicketAsync(browser, pod));
        await page.UntilAsync(() => page.Terminal.Length > 0);
        return page;
    }

    public Task TellAsync(object message) => SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text);

    public Task TypeAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary);

    /// <summary>Reads until the screen has a text.</summary>
    public Task SeesAsync(string text) => UntilAsync(() => Screen.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Reads until the server says that it is over.</summary>
    public async Task<JsonElement> EndAsync()
    {
        JsonElement? end = null;
        await UntilAsync(() => end is not null, "its end", message => end = message.GetProperty("type").GetString() == "ended" ? message : end);
        return end!.Value;
    }

    /// <summary>Goes without a word, as a page that is loaded again.</summary>
    public void Cut() => _socket.Abort();

    /// <summary>Is closed by its person.</summary>
    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "end", Token);

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    // A page reads while it types.
    private async Task SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        await _sending.WaitAsync(Token);
        try
        {
            await _socket.SendAsync(bytes, type, true, Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task UntilAsync(Func<bool> isThere, string what = "the terminal", Action<JsonElement>? onMessage = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        var buffer = new byte[64 * 1024];
        while (!isThere())
        {
            ValueWebSocketReceiveResult got;
            try
            {
                got = await _socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Waited for {what}; the screen ends with: {Tail}");
            }

            if (got.MessageType == WebSocketMessageType.Close) throw new ShouldAssertException($"Closed ({_socket.CloseStatusDescription}) before {what}; the screen ends with: {Tail}");
            if (got.MessageType == WebSocketMessageType.Binary)
            {
                _screen.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
                _drawn += got.Count;
                await TellAsync(new { drawn = _drawn });
                continue;
            }

            var message = JsonDocument.Parse(buffer.AsMemory(0, got.Count)).RootElement;
            if (message.GetProperty("type").GetString() == "opened") Terminal = message.GetProperty("terminal").GetString()!;
            else if (onMessage is null) throw new ShouldAssertException($"Ended before {what}: {message}");
            onMessage?.Invoke(message);
        }
    }
}
