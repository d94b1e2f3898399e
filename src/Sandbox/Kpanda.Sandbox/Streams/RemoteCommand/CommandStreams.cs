using System.IO.Pipelines;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>
/// What a client and a process in a container have between them: standard input, output and error, the size of the terminal, and how it ended.
/// One for each protocol that can carry it.
/// </summary>
internal abstract class CommandStreams : IAsyncDisposable
{
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));

    /// <summary>What the client sends; at its end at once where it sends nothing.</summary>
    public PipeReader Input => _input.Reader;

    /// <summary>The size of the client's terminal.</summary>
    public TerminalSize Size { get; } = new();

    /// <summary>Where <see cref="Input"/> is filled.</summary>
    protected PipeWriter InputWriter => _input.Writer;

    /// <summary>Takes what the client sends until it goes. Whoever started the process ends it then.</summary>
    public abstract Task ReceiveAsync(CancellationToken cancel);

    /// <summary>Sends output; waits while the client does not read.</summary>
    public abstract Task WriteAsync(bool error, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Tells how the process ended, and that nothing more comes.</summary>
    public abstract Task FinishAsync(KubeStatus status, CancellationToken cancel);

    /// <summary>Says farewell; the client answers by going, which ends <see cref="ReceiveAsync"/>.</summary>
    public abstract Task CloseAsync(CancellationToken cancel);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
