using System.Buffers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Kpanda.Kube.Forward;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Exec;

/// <summary>
/// A program that runs in a container, over a WebSocket (<c>v5.channel.k8s.io</c>, <c>v4</c> for members before 1.30; every served version knows one of them). One reader and one
/// writer at a time. Disposing it hangs up.
/// </summary>
public sealed class KubeExec : IAsyncDisposable
{
    private const string Version5 = "v5.channel.k8s.io";
    private const string Version4 = "v4.channel.k8s.io";
    private const byte CloseInput = 255;
    private const int LargestWrite = 32 * 1024;

    // A sign of life that asks for no answer: answers are seen only by whoever reads, and nobody reads while what came before has no place. The transport finds dead connections.
    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(20);

    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private readonly ForwardAnswer _answer;
    private readonly WebSocket _socket;
    private readonly MemoryStream _status = new();
    private int _channel = -1;

    private KubeExec(ForwardAnswer answer, WebSocket socket)
    {
        _answer = answer;
        _socket = socket;
    }

    /// <summary>How it ended; null while it runs, and where the connection ended first.</summary>
    public ExecEnd? End { get; private set; }

    /// <summary>Starts it, or says in the member's words why not. A program that the image has not is told later, by <see cref="End"/>.</summary>
    internal static async Task<KubeResult<KubeExec>> OpenAsync(KubeClient client, ExecRequest request, CancellationToken cancellationToken)
    {
        var call = new ForwardRequest(HttpMethod.Get, KubePath.Object(Pods, request.Pod, request.Command.Count > 0 ? "exec" : "attach"))
        {
            Query = QueryOf(request),
            Headers =
            [
                new("Sec-WebSocket-Version", "13"),
                new("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))),
                new("Sec-WebSocket-Protocol", $"{Version5}, {Version4}"),
            ],
            IsStream = true,
            Upgrade = "websocket",
        };
        if (!(await client.ForwardAsync(call, cancellationToken)).TryGet(out var answer, out var failure)) return failure;
        if (answer.Status != 101) return await answer.ToFailureAsync(cancellationToken);
        var agreed = answer.Headers.TryGetValues("Sec-WebSocket-Protocol", out var protocols) ? protocols.FirstOrDefault() : null;
        if (agreed is not (Version5 or Version4))
        {
            await answer.DisposeAsync();
            return FailureReader.WrongSwitch(agreed ?? "");
        }

        var options = new WebSocketCreationOptions { SubProtocol = agreed, KeepAliveInterval = SignEvery };
        return new KubeExec(answer, WebSocket.CreateFromStream(answer.Body, options));
    }

    /// <summary>
    /// Reads what comes next into <paramref name="buffer"/>: output and errors. <see cref="ExecChannel.Status"/> with no bytes is the end; <see cref="End"/> says what it was.
    /// </summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<(ExecChannel Channel, int Count)> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var got = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (got.MessageType == WebSocketMessageType.Close) return (ExecChannel.Status, 0);
            var content = buffer[..got.Count];
            // The first byte of a message says whose it is; a message may come in pieces.
            if (_channel < 0)
            {
                if (content.IsEmpty) continue;
                _channel = content.Span[0];
                content[1..].CopyTo(buffer);
                content = buffer[..(got.Count - 1)];
            }

            var channel = (ExecChannel)_channel;
            if (got.EndOfMessage) _channel = -1;
            if (channel is ExecChannel.Output or ExecChannel.Error && content.Length > 0) return (channel, content.Length);
            if (channel != ExecChannel.Status) continue;
            if (_status.Length + content.Length > 64 * 1024) throw new WebSocketException(WebSocketError.Faulted, "The status of the program is too long.");
            _status.Write(content.Span);
            if (!got.EndOfMessage || _status.Length == 0) continue;
            End = ReadEnd();
            return (ExecChannel.Status, 0);
        }
    }

    /// <summary>Gives it input.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken) => WriteAsync((byte)ExecChannel.Input, input, cancellationToken);

    /// <summary>Tells the size of its terminal, in characters.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) =>
        WriteAsync((byte)ExecChannel.Resize, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, int> { ["Width"] = columns, ["Height"] = rows }), cancellationToken);

    /// <summary>No more input will come, where the member understands that (v5); a program that reads to the end goes on then.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public Task CloseInputAsync(CancellationToken cancellationToken) =>
        _socket.SubProtocol == Version5 ? WriteAsync(CloseInput, new[] { (byte)ExecChannel.Input }, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _status.Dispose();
        await _answer.DisposeAsync();
    }

    private static string QueryOf(ExecRequest request)
    {
        var flags = $"container={Uri.EscapeDataString(request.Container)}&stdin={Word(request.Input)}&stdout=true&stderr={Word(!request.Tty)}&tty={Word(request.Tty)}";
        return request.Command.Aggregate(flags, (query, part) => $"{query}&command={Uri.EscapeDataString(part)}");
    }

    private static string Word(bool value) => value ? "true" : "false";

    private ExecEnd ReadEnd()
    {
        try
        {
            return JsonSerializer.Deserialize<KubeStatus>(_status.GetBuffer().AsSpan(0, (int)_status.Length)) is { } status ? ExecEnd.Of(status) : new ExecEnd(null, "");
        }
        catch (JsonException)
        {
            // Older runtimes write plain words there.
            return new ExecEnd(null, System.Text.Encoding.UTF8.GetString(_status.GetBuffer().AsSpan(0, (int)_status.Length)));
        }
    }

    private async Task WriteAsync(byte channel, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(content.Length, LargestWrite) + 1);
        try
        {
            do
            {
                var part = content[..Math.Min(content.Length, LargestWrite)];
                buffer[0] = channel;
                part.CopyTo(buffer.AsMemory(1));
                await _socket.SendAsync(buffer.AsMemory(0, part.Length + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
                content = content[part.Length..];
            }
            while (content.Length > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
