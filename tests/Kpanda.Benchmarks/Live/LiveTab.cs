using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace Kpanda.Benchmarks.Live;

/// <summary>A tab as the console opens it: subscribes, reads its page, says which rows it shows, and notes when each new version of them arrives.</summary>
internal sealed class LiveTab(string path, int pageSize, Acknowledgements acknowledgements) : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<string, List<(long Version, long Time)>> _heard = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;
    private long _since;

    public string Path => path;

    public int Rows { get; private set; }

    public int Resyncs { get; private set; }

    public int Upserts { get; private set; }

    public int Summaries { get; private set; }

    /// <summary>Opens the tab and leaves it reading; or, for one that <paramref name="stalls"/>, not reading.</summary>
    public async Task OpenAsync(HttpClient api, bool stalls, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(api.BaseAddress!) { Scheme = "ws", Path = "/api/v1/live" }.Uri;
        using var handler = new SocketsHttpHandler { ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stalls, cancel) };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        _socket.Options.SetRequestHeader("Authorization", api.DefaultRequestHeaders.Authorization!.ToString());
        await _socket.ConnectAsync(address, invoker, cancellationToken);
        await SendAsync(new { type = "subscribe", id = "1", path, keys = Array.Empty<string>() }, cancellationToken);
        using (var first = await ReadAsync(cancellationToken))
        {
            if (first?.RootElement.GetProperty("type").GetString() != "subscribed") throw new InvalidOperationException($"{path} cannot be followed: {first?.RootElement}");
        }

        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var page = await api.GetFromJsonAsync<JsonElement>($"{path}{separator}page=1&pageSize={pageSize}", cancellationToken);
        foreach (var item in page.GetProperty("items").EnumerateArray()) Note(item);
        _since = Stopwatch.GetTimestamp();
        Rows = _heard.Count;
        await SendAsync(new { type = "visible", id = "1", keys = _heard.Keys, versions = _heard.Values.Select(versions => $"{versions[0].Version}") }, cancellationToken);
        if (!stalls) _reading = ReadAllAsync();
    }

    /// <summary>
    /// For each acknowledged version of a row on the screen, the milliseconds until this one or a newer one of the row was heard; infinite for what never was.
    /// </summary>
    public List<double> Delays()
    {
        var delays = new List<double>();
        foreach (var (key, heard) in _heard)
        {
            foreach (var (version, time) in acknowledgements.Of(key, heard[0].Version, _since))
            {
                var delivered = heard.Find(entry => entry.Version >= version);
                delays.Add(delivered == default ? double.PositiveInfinity : Math.Max(0, Stopwatch.GetElapsedTime(time, delivered.Time).TotalMilliseconds));
            }
        }

        return delays;
    }

    /// <summary>Ends the reading, so that <see cref="Delays"/> may be asked.</summary>
    public async Task StopAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _socket.Dispose();
        _closing.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(string host, int port, bool stalls, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (stalls) socket.ReceiveBufferSize = 4096;
        await socket.ConnectAsync(host, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await ReadAsync(_closing.Token) is { } message)
            {
                using (message) Take(message.RootElement);
            }
        }
        catch (Exception failure) when (_closing.IsCancellationRequested && failure is OperationCanceledException or WebSocketException)
        {
            // The benchmark closes the tab.
        }
    }

    private void Take(JsonElement message)
    {
        switch (message.GetProperty("type").GetString())
        {
            case "upsert":
                Upserts++;
                foreach (var item in message.GetProperty("items").EnumerateArray()) Note(item);
                break;
            case "changed":
                Summaries++;
                break;
            case "resync":
                Resyncs++;
                break;
            case "error":
                throw new InvalidOperationException($"{path} ended: {message}");
            default:
                break;
        }
    }

    private void Note(JsonElement item)
    {
        var key = item.GetProperty("kpanda").GetProperty("key").GetString()!;
        var version = long.Parse(item.GetProperty("metadata").GetProperty("resourceVersion").ToString(), System.Globalization.CultureInfo.InvariantCulture);
        if (!_heard.TryGetValue(key, out var versions)) _heard[key] = versions = [];
        versions.Add((version, Stopwatch.GetTimestamp()));
    }

    private ValueTask SendAsync(object message, CancellationToken cancellationToken) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);

    private async Task<JsonDocument?> ReadAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            bytes.Write(buffer.AsSpan(0, part.Count));
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}
