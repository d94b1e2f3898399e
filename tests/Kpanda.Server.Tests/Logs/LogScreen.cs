using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Kpanda.Server.Tests.Logs;

/// <summary>A page that shows a log, without its picture: it asks with its cookie, puts parts of lines together and says what it has drawn.</summary>
internal sealed class LogScreen : IDisposable
{
    private const int Rest = 1;
    private const int Cut = 2;
    private const int Notice = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<int, (string Pod, string Container)> _sources = [];
    private readonly Dictionary<int, StringBuilder> _parts = [];
    private readonly ArraySegment<byte> _buffer = new byte[1024 * 1024];
    private ValueTask<ValueWebSocketReceiveResult>? _receiving;

    /// <summary>A whole line.</summary>
    internal sealed record Line(string Pod, string Container, string Stamp, string Text);

    /// <summary>What was said of a container.</summary>
    internal sealed record Word(string Pod, string Container, string Kind, string Text);

    public List<Line> Lines { get; } = [];

    public List<Word> Words { get; } = [];

    /// <summary>Bytes as the batches count them.</summary>
    public long At { get; private set; }

    /// <summary>The longest part of a line that came, in characters.</summary>
    public int LongestPart { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects as a page of the server does.</summary>
    public static async Task<LogScreen> ConnectAsync(ServerSite site, HttpClient browser, string? origin = null)
    {
        var screen = new LogScreen();
        screen._socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
        screen._socket.Options.SetRequestHeader("Origin", origin ?? site.HttpUrl);
        await screen._socket.ConnectAsync(new UriBuilder(site.HttpUrl) { Scheme = "ws", Path = "/api/v1/logs/socket" }.Uri, Token);
        return screen;
    }

    /// <summary>Connects and asks.</summary>
    public static async Task<LogScreen> OpenAsync(ServerSite site, HttpClient browser, object question)
    {
        var screen = await ConnectAsync(site, browser);
        await screen.TellAsync(question);
        return screen;
    }

    public Task TellAsync(object message) => _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Token);

    /// <summary>Reads until something is there; says what it has drawn unless told not to.</summary>
    public async Task UntilAsync(Func<bool> isThere, string what, bool draws = true)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (!isThere())
        {
            JsonElement? ended;
            try
            {
                ended = await ReadAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                throw new ShouldAssertException($"Waited for {what}; {Summary}");
            }

            if (ended is not null) throw new ShouldAssertException($"Ended before {what}: {ended}; {Summary}");
            if (draws) await TellAsync(new { drawn = At });
        }
    }

    /// <summary>Reads until the server says that it is over.</summary>
    public async Task<(string Reason, string Message)> EndAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (true)
        {
            if (await ReadAsync(deadline.Token) is { } ended) return (ended.GetProperty("reason").GetString()!, ended.GetProperty("message").GetString()!);
            await TellAsync(new { drawn = At });
        }
    }

    /// <summary>Reads for so long, or less where nothing comes, without saying that anything is drawn.</summary>
    public async Task StareAsync(TimeSpan time)
    {
        using var enough = new CancellationTokenSource(time);
        while (!enough.IsCancellationRequested)
        {
            // NOTE: a receive that is cancelled would cut the connection: the one that waits is kept for later.
            _receiving ??= _socket.ReceiveAsync((Memory<byte>)_buffer, Token);
            var receiving = _receiving.Value.AsTask();
            _receiving = new ValueTask<ValueWebSocketReceiveResult>(receiving);
            await Task.WhenAny(receiving, Task.Delay(Timeout.Infinite, enough.Token));
            if (receiving.IsCompleted) await ReadAsync(Token);
        }
    }

    public void Dispose() => _socket.Dispose();

    private string Summary => $"{Lines.Count} lines, words: {string.Join("; ", Words)}";

    private async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var got = _receiving is { } begun ? await begun : await _socket.ReceiveAsync(((Memory<byte>)_buffer)[length..], cancellationToken);
            _receiving = null;
            if (got.MessageType == WebSocketMessageType.Close) throw new ShouldAssertException($"Closed ({_socket.CloseStatusDescription}) without a word; {Summary}");
            length += got.Count;
            if (got.EndOfMessage) break;
        }

        using var message = JsonDocument.Parse(_buffer.AsMemory(0, length));
        if (message.RootElement.GetProperty("type").GetString() == "ended") return message.RootElement.Clone();
        if (message.RootElement.TryGetProperty("sources", out var sources))
        {
            foreach (var source in sources.EnumerateArray()) _sources[source.GetProperty("id").GetInt32()] = (source.GetProperty("pod").GetString()!, source.GetProperty("container").GetString()!);
        }

        foreach (var entry in message.RootElement.GetProperty("lines").EnumerateArray()) Take(entry[0].GetInt32(), entry[1].GetString()!, entry[2].GetString()!, entry[3].GetInt32());
        At = message.RootElement.GetProperty("at").GetInt64();
        return null;
    }

    private void Take(int id, string stamp, string text, int flags)
    {
        var (pod, container) = _sources[id];
        if ((flags & Notice) != 0)
        {
            Words.Add(new Word(pod, container, stamp, text));
            return;
        }

        LongestPart = Math.Max(LongestPart, text.Length);
        if (!_parts.TryGetValue(id, out var parts)) _parts[id] = parts = new StringBuilder();
        if ((flags & Rest) == 0) parts.Clear();
        parts.Append(text);
        if ((flags & Cut) == 0) Lines.Add(new Line(pod, container, stamp, parts.ToString()));
    }
}
