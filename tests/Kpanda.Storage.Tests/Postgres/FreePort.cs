using System.Net;
using System.Net.Sockets;

namespace Kpanda.Storage.Tests.Postgres;

/// <summary>Ports for programs that cannot choose one by themselves.</summary>
internal static class FreePort
{
    /// <summary>A port of loopback at which nobody listens. It is below those that systems give to whoever asks for any: a connection or a server of another test would take it otherwise.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(12000, 32000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
