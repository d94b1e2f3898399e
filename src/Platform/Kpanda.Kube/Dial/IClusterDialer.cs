namespace Kpanda.Kube.Dial;

/// <summary>
/// Makes every connection to one member: directly, through a proxy, into a simulated cluster of this process. Safe for concurrent use.
/// </summary>
public interface IClusterDialer
{
    /// <summary>Whether the stream never leaves this process, so that HTTP/1.1 in clear is spoken over it and the server's certificate does not matter.</summary>
    bool IsInProcess => false;

    /// <summary>The proxy on the way, as <c>host:port</c>, for words about a way that is closed; empty for none. Never holds a credential.</summary>
    string Via => "";

    /// <summary>Connects.</summary>
    /// <param name="host">Name or address from the server URL.</param>
    /// <param name="port">Port from the server URL.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A duplex stream, not yet TLS; the caller disposes it.</returns>
    /// <exception cref="DialException">The way is closed; says how far it came.</exception>
    ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken);
}
