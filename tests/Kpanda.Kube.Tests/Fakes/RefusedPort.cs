using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>A port of loopback at which every connection is refused: it is taken, so that nobody else comes to listen there, and nobody listens.</summary>
internal sealed class RefusedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
