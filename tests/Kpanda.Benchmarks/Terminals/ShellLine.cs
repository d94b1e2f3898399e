using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Kpanda.Benchmarks.Terminals;

/// <summary>A shell at the other end of a WebSocket: the product's own, or a member's with its channels.</summary>
internal sealed class ShellLine(ClientWebSocket socket, bool isNative) : IDisposable
{
    private const byte Input = 0;
    private const byte Output = 1;

    private readonly byte[] _buffer = new byte[4 * 1024];

    /// <summary>Waits until it shows its prompt.</summary>
    public Task PromptAsync(CancellationToken cancellationToken) => SeeAsync(text => text.TrimEnd() is [.., '#' or '$'], cancellationToken);

    /// <summary>Types a letter and waits until the shell has shown it.</summary>
    public async Task<double> EchoAsync(char letter, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        byte[] typed = isNative ? [Input, (byte)letter] : [(byte)letter];
        await socket.SendAsync(typed, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        await SeeAsync(text => text.Contains(letter, StringComparison.Ordinal), cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public void Dispose() => socket.Dispose();

    private async Task SeeAsync(Func<string, bool> isThere, CancellationToken cancellationToken)
    {
        for (var shown = ""; !isThere(shown);)
        {
            var got = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            var text = Encoding.UTF8.GetString(_buffer, 0, got.Count);
            if (got.MessageType == WebSocketMessageType.Close || text.Contains("\"ended\"", StringComparison.Ordinal)) throw new InvalidOperationException($"A shell ended: {text}");
            if (got.MessageType != WebSocketMessageType.Binary || got.Count == 0) continue;
            if (!isNative) shown += text;
            else if (_buffer[0] == Output) shown += text[1..];
        }
    }
}
