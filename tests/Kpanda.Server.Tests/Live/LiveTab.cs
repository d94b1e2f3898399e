using System.Net.WebSockets;
using System.Text.Json;

namespace Kpanda.Server.Tests.Live;

/// <summary>A tab of the console, without its picture: one socket.</summary>
internal sealed class LiveTab : IDisposable
{
    public static readonly WebSocketCloseStatus SessionEnded = (WebSocketCloseStatus)4401;

    private readonly ClientWebSocket _socket = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens the socket and follows a list, with the rows and versions that are on the screen.</summary>
    public static async Task<LiveTab> FollowAsync(ServerSite site, HttpClient client, string path, params (string Key, string Version)[] shown)
    {
        var tab = await AskAsync(site, client, path, shown);
        TypeOf(await tab.ReadAsync()).ShouldBe("subscribed");
        return tab;
    }

    /// <summary>Opens the socket and asks to follow something; the answer is read by the caller.</summary>
    public static async Task<LiveTab> AskAsync(ServerSite site, HttpClient client, string path, params (string Key, string Version)[] shown)
    {
        var tab = new LiveTab();
        tab._socket.Options.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString());
        await tab._socket.ConnectAsync(new UriBuilder(site.HttpUrl) { Scheme = "ws", Path = "/api/v1/live" }.Uri, Token);
        var message = new { type = "subscribe", id = "1", path, keys = shown.Select(row => row.Key), versions = shown.Select(row => row.Version) };
        await tab._socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Token);
        return tab;
    }

    public static string? TypeOf(JsonElement? message) => message.ShouldNotBeNull().GetProperty("type").GetString();

    /// <summary>The next message but pongs; null when the server closed.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            using var bytes = new MemoryStream();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                bytes.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var message = JsonDocument.Parse(bytes.ToArray()).RootElement;
            if (TypeOf(message) != "pong") return message;
        }
    }

    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);

    public void Dispose() => _socket.Dispose();
}
