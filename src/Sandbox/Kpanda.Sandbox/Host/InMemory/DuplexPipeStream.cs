using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Kpanda.Sandbox.Host.InMemory;

/// <summary>The client's end of an in-process connection. Asynchronous reads and writes only, as HTTP handlers use a stream.</summary>
internal sealed class DuplexPipeStream(PipeReader input, PipeWriter output) : Stream
{
    private readonly Stream _reader = input.AsStream();
    private readonly Stream _writer = output.AsStream();
    private volatile bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Every event of every watch of simulated clusters comes through here: a read that waits allocates nothing.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _reader.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException) when (_isDisposed)
        {
            throw Closed();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _writer.WriteAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException) when (_isDisposed)
        {
            throw Closed();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

    public override void Flush()
    {
        // Every write is flushed by the pipe's stream.
    }

    public override int Read(byte[] buffer, int offset, int count) => _reader.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _writer.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDisposed = true;
            output.Complete();
            // A read that waits must end with the connection, as on a socket: it is how an HTTP client gives up a watch. Completing alone would leave it waiting for ever.
            input.CancelPendingRead();
            input.Complete();
        }
        base.Dispose(disposing);
    }

    // A pipe that was completed says that it was used wrongly; whoever reads while another closes did nothing wrong, and expects what a socket says.
    private static ObjectDisposedException Closed() => new(nameof(DuplexPipeStream));
}
