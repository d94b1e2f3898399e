using Kpanda.Sandbox.Host.InMemory;

namespace Kpanda.Sandbox.Host;

/// <summary>
/// Reaches the simulated clusters without a network: each call is a new connection to the sandbox's own Kestrel. Speak HTTP/1.1 in clear over it;
/// the API server of a cluster is below the path <c>/{cluster}</c>. Dispose the stream to close the connection.
/// </summary>
public sealed class SandboxConnector
{
    private readonly InMemoryTransport _transport;

    internal SandboxConnector(InMemoryTransport transport) => _transport = transport;

    /// <summary>A connected stream. Throws <see cref="IOException"/> when the sandbox is stopped.</summary>
    public Task<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<Stream>(cancellationToken) : Task.FromResult(_transport.Connect());
}
