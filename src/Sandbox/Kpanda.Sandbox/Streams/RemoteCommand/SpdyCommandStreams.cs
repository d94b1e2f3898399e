using System.Buffers;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Streams.Spdy;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>A command over SPDY/3.1 with <c>v4.channel.k8s.io</c>: the client opens a stream for each of error, stdin, stdout, stderr and resize that it wants.</summary>
internal sealed class SpdyCommandStreams : CommandStreams
{
    public const string Version4 = "v4.channel.k8s.io";
    private static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(30);

    private readonly SpdyConnection _connection;
    private readonly Task _reading;
    private readonly CancellationTokenSource _gone;
    private readonly Dictionary<string, SpdyStream> _streams;

    private SpdyCommandStreams(SpdyConnection connection, Task reading, CancellationTokenSource gone, Dictionary<string, SpdyStream> streams)
    {
        (_connection, _reading, _gone, _streams) = (connection, reading, gone, streams);
        if (!streams.ContainsKey("stdin")) InputWriter.Complete();
    }

    /// <summary>Waits until the client has opened <paramref name="expected"/> streams; null where it does not.</summary>
    public static async Task<SpdyCommandStreams?> AcceptAsync(SpdyConnection connection, int expected, CancellationToken cancel)
    {
        var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = connection.RunAsync(gone.Token);
        var streams = new Dictionary<string, SpdyStream>(StringComparer.Ordinal);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(OpeningTime);
        try
        {
            while (streams.Count < expected && await connection.Opened.WaitToReadAsync(patience.Token))
            {
                if (connection.Opened.TryRead(out var stream)) streams[stream.Headers.GetValueOrDefault("streamType") ?? ""] = stream;
            }
        }
        catch (OperationCanceledException)
        {
            // Too few within their time.
        }

        var made = new SpdyCommandStreams(connection, reading, gone, streams);
        if (streams.Count >= expected) return made;
        await made.DisposeAsync();
        return null;
    }

    public override async Task ReceiveAsync(CancellationToken cancel)
    {
        var tasks = new List<Task> { _reading };
        if (_streams.TryGetValue("stdin", out var input)) tasks.Add(InputAsync(input, cancel));
        if (_streams.TryGetValue("resize", out var resize)) tasks.Add(ResizesAsync(resize, cancel));
        await Task.WhenAll(tasks);
    }

    public override async Task WriteAsync(bool error, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (bytes.Length > 0 && _streams.TryGetValue(error ? "stderr" : "stdout", out var stream)) await stream.WriteAsync(bytes, cancel);
    }

    public override async Task FinishAsync(KubeStatus status, CancellationToken cancel)
    {
        foreach (var name in new[] { "stdout", "stderr" })
        {
            if (_streams.TryGetValue(name, out var stream)) await stream.EndAsync(cancel);
        }

        if (!_streams.TryGetValue("error", out var error)) return;
        await error.WriteAsync(AnswerWriter.Status(status), cancel);
        await error.EndAsync(cancel);
    }

    public override Task CloseAsync(CancellationToken cancel) => _connection.GoAwayAsync(cancel);

    public override async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _reading;
        _gone.Dispose();
        _connection.Dispose();
    }

    private async Task InputAsync(SpdyStream stream, CancellationToken cancel)
    {
        try
        {
            await stream.Input.CopyToAsync(InputWriter, cancel);
        }
        catch (IOException)
        {
            // The client has gone: its input ends.
        }
        finally
        {
            await InputWriter.CompleteAsync();

            // What comes after the process has ended is dropped, so that the connection is read on.
            await stream.Input.CompleteAsync();
        }
    }

    // One JSON object after another, each in one write.
    private async Task ResizesAsync(SpdyStream stream, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var read = await stream.Input.ReadAsync(cancel);
                var bytes = read.Buffer.ToArray();
                var last = bytes.AsSpan().LastIndexOf((byte)'{');
                if (last >= 0) Size.Set(bytes.AsSpan(last));
                stream.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }
}
