using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Kpanda.Sandbox.Host.InMemory;

/// <summary>Hands the connections that clients opened to Kestrel, until it unbinds.</summary>
internal sealed class InMemoryListener(EndPoint endPoint, Channel<ConnectionContext> pending) : IConnectionListener
{
    public EndPoint EndPoint => endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await pending.Reader.WaitToReadAsync(cancellationToken))
        {
            if (pending.Reader.TryRead(out var connection))
                return connection;
        }
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        pending.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
