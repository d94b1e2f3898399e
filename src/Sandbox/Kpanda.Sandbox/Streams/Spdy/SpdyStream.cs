using System.IO.Pipelines;

namespace Kpanda.Sandbox.Streams.Spdy;

/// <summary>One stream of a connection: what the client sends on it, and a way to answer.</summary>
internal sealed class SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers)
{
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));
    private bool _ended;

    public int Id => id;

    /// <summary>What the client said of the stream when it opened it, such as <c>streamType</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>What the client sends; ends with its half of the stream.</summary>
    public PipeReader Input => _input.Reader;

    /// <summary>Sends bytes, split into frames. Waits while the client does not read.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => connection.WriteDataAsync(id, bytes, last: false, cancel);

    /// <summary>Ends the server's half.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (_ended) return;
        _ended = true;
        await connection.WriteDataAsync(id, default, last: true, cancel);
    }

    /// <summary>Takes bytes from the connection; waits until there is room for them. Bytes that nobody wants any more are dropped.</summary>
    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => await _input.Writer.WriteAsync(bytes, cancel);

    /// <summary>The client sends no more.</summary>
    public void EndInput(Exception? why = null) => _input.Writer.Complete(why);
}
