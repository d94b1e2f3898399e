using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Kpanda.Sandbox.Host.InMemory;

/// <summary>
/// Lets Kestrel accept connections that never leave the process. Each connection is a pair of pipes, so back-pressure works as on a socket.
/// </summary>
internal sealed class InMemoryTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly Channel<ConnectionContext> _pending = Channel.CreateUnbounded<ConnectionContext>();
    private long _connections;

    public bool CanBind(EndPoint endpoint) => endpoint is InMemoryEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new InMemoryListener(endpoint, _pending));

    /// <summary>Opens a connection. Fails with an <see cref="IOException"/> when the listener is gone.</summary>
    public Stream Connect()
    {
        var id = "memory-" + Interlocked.Increment(ref _connections).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (server, client) = InMemoryConnection.CreatePair(id);
        if (!_pending.Writer.TryWrite(server))
            throw new IOException("The sandbox is stopped.");
        return client;
    }
}
