using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting.Json;

namespace Kpanda.Gateway.Logs;

/// <summary>The page that shows a log. It says what it has drawn and is not sent much more than that, so that a log without end is held up by the screen, not kept in memory.</summary>
internal sealed class LogPage(WebSocket socket, TimeProvider time)
{
    // The question may name where each of many containers goes on; later only what is drawn is told.
    private const int LongestQuestion = 64 * 1024;
    private const int LongestMessage = 256;
    private const long Ahead = 1024 * 1024;

    // A batch of so many bytes need not wait for more.
    private const int Worthwhile = 64 * 1024;

    // A screen draws no oftener; lines that come together go together.
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(50);

    private static readonly JsonWriterOptions Plain = new() { Encoder = KpandaJson.Options.Encoder };

    private readonly ArrayBufferWriter<byte> _message = new();
    private readonly LogSignal _room = new(time);
    private long _sent;
    private long _drawn;

    /// <summary>Reads what is wanted; null when the page has gone.</summary>
    /// <exception cref="WebSocketException">The connection broke, or what came was no message.</exception>
    public ValueTask<LogRequest?> ReadQuestionAsync(CancellationToken cancellationToken) => ReadAsync(LongestQuestion, cancellationToken);

    /// <summary>Takes the page's words about what it has drawn, until it goes.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(LongestMessage, cancellationToken) is { } message)
        {
            Interlocked.Exchange(ref _drawn, Math.Clamp(message.Drawn, Interlocked.Read(ref _drawn), Interlocked.Read(ref _sent)));
            _room.Set();
        }
    }

    /// <summary>Shows lines until none come any more.</summary>
    public async Task ShowAsync(LogFeed feed, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Interlocked.Read(ref _sent) - Interlocked.Read(ref _drawn) > Ahead) await _room.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            if (await feed.TakeAsync(cancellationToken) is not { } batch) return;
            var began = time.GetTimestamp();
            Write(batch.Lines, batch.Sources);
            // NOTE: cancelling a send aborts the socket, and the page would not learn why it is over.
            await socket.SendAsync(_message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            var left = BetweenBatches - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero && _message.WrittenCount < Worthwhile) await Task.Delay(left, time, cancellationToken);
        }
    }

    /// <summary>Tells that it is over, and closes.</summary>
    public async Task EndAsync(LogEnded ended)
    {
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(ended, KpandaJson.Options).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, ended.Reason, CancellationToken.None);
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort() => socket.Abort();

    private async ValueTask<LogRequest?> ReadAsync(int longest, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            var length = 0;
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(length, longest - length), cancellationToken);
                if (got.MessageType == WebSocketMessageType.Close) return null;
                length += got.Count;
                if (got.EndOfMessage) return Parse(buffer.AsSpan(0, length));
                if (length == longest) throw new WebSocketException(WebSocketError.Faulted, "A message is too long.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // {"type":"lines","at":BYTES,"sources":[…],"lines":[[source,"time","text",flags],[source,"notice","words"]]}: flags are 1 for the rest of the line before, 2 for one that goes on.
    private void Write(IReadOnlyList<LogEntry> lines, IReadOnlyList<LogSourceShape> sources)
    {
        _message.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_message, Plain);
        json.WriteStartObject();
        json.WriteString("type", "lines");
        if (sources.Count > 0)
        {
            json.WritePropertyName("sources");
            JsonSerializer.Serialize(json, sources, KpandaJson.Options);
        }

        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartArray();
            json.WriteNumberValue(line.Source);
            json.WriteStringValue(line.Notice.Length > 0 ? line.Notice : line.Stamp);
            json.WriteStringValue(line.Text);
            if (line.Notice.Length > 0) json.WriteNumberValue(4);
            else json.WriteNumberValue((line.Continues ? 1 : 0) + (line.IsCut ? 2 : 0));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        json.WriteNumber("at", Interlocked.Add(ref _sent, json.BytesCommitted));
        json.WriteEndObject();
    }

    private static LogRequest Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize<LogRequest>(text, KpandaJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new WebSocketException(WebSocketError.Faulted, "A message is not JSON.", exception);
        }
    }
}
