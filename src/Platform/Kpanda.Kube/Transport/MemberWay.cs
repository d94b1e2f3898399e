using System.Globalization;

namespace Kpanda.Kube.Transport;

/// <summary>One of the ways to a member, each over connections of its own: a host in the <see cref="HttpStacks"/> that no other way has.</summary>
internal sealed class MemberWay
{
    private static long _made;
    private readonly HttpMessageInvoker _stack;
    private readonly string _host;

    /// <summary>A new way.</summary>
    /// <param name="stack">The stack that it is a part of.</param>
    /// <param name="server">The server as requests name it, with the path that stands before all of its paths.</param>
    public MemberWay(HttpMessageInvoker stack, Uri server)
    {
        _stack = stack;
        // RFC 6761: .invalid is nobody's. It is never resolved, the connection is made by the transport.
        _host = string.Create(CultureInfo.InvariantCulture, $"way-{Interlocked.Increment(ref _made)}.member.invalid");
        Root = new UriBuilder(server) { Host = _host, Port = server.Port }.Uri.AbsoluteUri.TrimEnd('/');
    }

    /// <summary>What stands before the path of every request over this way.</summary>
    public string Root { get; }

    /// <summary>Sends.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _stack.SendAsync(request, cancellationToken);
}
