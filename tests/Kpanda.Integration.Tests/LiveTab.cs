using System.Net.WebSockets;
using System.Text.Json;

namespace Kpanda.Integration.Tests;

/// <summary>A tab of the console, without its picture: one socket that follows lists and objects.</summary>
internal sealed class LiveTab : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket _socket = new();
    private int _next;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<LiveTab> OpenAsync(HttpClient client)
    {
        var tab = new LiveTab();
        tab._socket.Options.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString());
        await tab._socket.ConnectAsync(new UriBuilder(client.BaseAddress!) { Scheme = "ws", Path = "/api/v1/live" }.Uri, Token);
        return tab;
    }

    /// <summary>Follows a path.</summary>
    /// <returns>The id of the subscription, and the first answer: <c>subscribed</c> or <c>error</c>.</returns>
    public async Task<(string Id, JsonElement Answer)> FollowAsync(string path, params string[] keys)
    {
        var id = $"{++_next}";
        await SendAsync(new { type = "subscribe", id, path, keys });
        return (id, await NextOfAsync(id, message => message.GetProperty("type").GetString() is "subscribed" or "error"));
    }

    public Task EndAsync(string id) => SendAsync(new { type = "unsubscribe", id });

    /// <summary>The next message about a subscription that a test waits for; the others are passed over.</summary>
    public async Task<JsonElement> NextOfAsync(string id, Func<JsonElement, bool> isIt)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (true)
        {
            var message = await ReadAsync(deadline.Token);
            if (message.TryGetProperty("id", out var about) && about.GetString() == id && isIt(message)) return message;
        }
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(object message) => _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Token);

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            part.MessageType.ShouldBe(WebSocketMessageType.Text);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(bytes.ToArray()).RootElement;
    }
}
