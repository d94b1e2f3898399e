using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Hosting.Json;

namespace Kpanda.Gateway.Terminals;

/// <summary>The page that shows a terminal: bytes both ways, and messages as JSON texts. One sender at a time.</summary>
internal sealed class Browser(WebSocket socket)
{
    private const int LongestMessage = 4 * 1024;

    // A browser takes every byte off the network at once and draws it later: it says what it has drawn, and is not sent much more than that.
    private const long Ahead = 512 * 1024;

    /// <summary>How a page says that the terminal is no longer wanted; one that only goes away may come back.</summary>
    private const string Farewell = "end";

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private long _shown;
    private long _drawn;
    private int _text;

    /// <summary>Whether it said that the terminal is to end.</summary>
    public bool HasEnded => socket.CloseStatusDescription == Farewell;

    /// <summary>Shows bytes, once the page has drawn enough of those before.</summary>
    public async ValueTask ShowAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await RoomAsync().WaitAsync(cancellationToken);
        await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        lock (_lock) _shown += bytes.Length;
    }

    /// <summary>The page has drawn this many bytes since it was opened.</summary>
    public void Drawn(long bytes)
    {
        lock (_lock)
        {
            _drawn = Math.Clamp(bytes, _drawn, _shown);
            if (_shown - _drawn > Ahead) return;
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Tells a message.</summary>
    public ValueTask TellAsync<T>(T message, CancellationToken cancellationToken) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, KpandaJson.Options).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Tells that it is over, and closes; cuts the connection where the page does not say goodbye in time. Somebody must be reading, until <see cref="Leave"/>.</summary>
    public async Task EndAsync(TerminalEnded ended, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(ended, cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, ended.Reason, cancellationToken);
            await _left.Task.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            Abort();
            throw;
        }
    }

    /// <summary>Tells somebody who has no terminal why, and closes.</summary>
    public async Task RefuseAsync(TerminalEnded ended, CancellationToken cancellationToken)
    {
        await TellAsync(ended, cancellationToken);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, ended.Reason, cancellationToken);
        var rest = new byte[8 * 1024];
        while (await ReadAsync(rest, cancellationToken) is not null)
        {
        }
    }

    /// <summary>Nothing reads it any more: the page has gone.</summary>
    public void Leave() => _left.TrySetResult();

    /// <summary>Cuts the connection.</summary>
    public void Abort()
    {
        socket.Abort();
        lock (_lock) _room?.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
    }

    /// <summary>Reads input or a message; null when the page has gone.</summary>
    /// <exception cref="WebSocketException">The connection broke, or what came was no message.</exception>
    public async ValueTask<(int Count, TerminalMessage? Message)?> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer[_text..], cancellationToken);
            if (got.MessageType == WebSocketMessageType.Close) return null;
            if (got.MessageType == WebSocketMessageType.Binary) return (got.Count, null);
            _text += got.Count;
            if (_text > LongestMessage) throw new WebSocketException(WebSocketError.Faulted, "A message is too long.");
            if (!got.EndOfMessage) continue;
            var text = buffer[.._text];
            _text = 0;
            return (0, Parse(text.Span));
        }
    }

    private Task RoomAsync()
    {
        lock (_lock) return _shown - _drawn <= Ahead ? Task.CompletedTask : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private static TerminalMessage Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize<TerminalMessage>(text, KpandaJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new WebSocketException(WebSocketError.Faulted, "A message is not JSON.", exception);
        }
    }
}
