using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Kpanda.Sandbox.Host.InMemory;

/// <summary>Makes the two ends of a connection: what Kestrel reads is what the client's stream wrote, and the other way round.</summary>
internal static class InMemoryConnection
{
    private static readonly PipeOptions Pipes = new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false);

    public static (ConnectionContext Server, Stream Client) CreatePair(string id)
    {
        var toServer = new Pipe(Pipes);
        var toClient = new Pipe(Pipes);
        var server = new ServerEnd(id, new PipeEnds(toServer.Reader, toClient.Writer), new PipeEnds(toClient.Reader, toServer.Writer));
        return (server, new DuplexPipeStream(toClient.Reader, toServer.Writer));
    }

    private sealed class ServerEnd(string id, IDuplexPipe transport, IDuplexPipe application) : DefaultConnectionContext(id, transport, application)
    {
        private readonly IDuplexPipe _server = transport;

        public override void Abort(ConnectionAbortedException abortReason)
        {
            _server.Output.Complete(abortReason);
            _server.Input.CancelPendingRead();
        }

        public override async ValueTask DisposeAsync()
        {
            await _server.Input.CompleteAsync();
            await _server.Output.CompleteAsync();
            await base.DisposeAsync();
        }
    }

    private sealed class PipeEnds(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
