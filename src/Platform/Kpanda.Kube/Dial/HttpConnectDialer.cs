using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace Kpanda.Kube.Dial;

/// <summary>
/// Through an HTTP proxy by CONNECT (RFC 9110 §9.3.6), with Basic credentials where its URL holds some. The proxy's own address is subject to the policy; the
/// target's name is resolved by the proxy, and refused where the address that it has here may not be reached.
/// </summary>
public sealed class HttpConnectDialer(Uri proxy, EgressPolicy policy, HostResolver? resolve = null) : IClusterDialer
{
    private const int MaxAnswer = 8 * 1024;

    private readonly DirectDialer _toProxy = new(policy, resolve);
    private readonly ProxyTarget _target = new(policy, resolve);

    /// <inheritdoc />
    public string Via => $"{proxy.Host}:{proxy.Port}";

    /// <inheritdoc />
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        await _target.CheckAsync(host, cancellationToken);
        var stream = await _toProxy.ConnectAsync(proxy.IdnHost, proxy.Port, cancellationToken);
        try
        {
            if (proxy.Scheme == Uri.UriSchemeHttps) stream = await SecureAsync(stream, cancellationToken);
            await stream.WriteAsync(Request(host, port), cancellationToken);
            var status = StatusOf(await ReadHeaderAsync(stream, cancellationToken));
            if (status is >= 200 and < 300) return stream;
            if (status == 407) throw proxy.UserInfo.Length > 0 ? Failed("it does not accept the password", "network.proxy.password.wrong") : Failed("it wants a password", "network.proxy.password.missing");
            throw Failed($"it answers {status}", "network.proxy.refuses");
        }
        catch (IOException exception) when (exception is not DialException)
        {
            await stream.DisposeAsync();
            throw Failed("the connection broke", "network.proxy.broke", exception);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = proxy.IdnHost }, cancellationToken);
            return tls;
        }
        catch (AuthenticationException exception)
        {
            await tls.DisposeAsync();
            throw Failed("its certificate is not trusted", "network.proxy.certificate", exception);
        }
    }

    private byte[] Request(string host, int port)
    {
        var target = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}";
        var request = new StringBuilder($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n");
        if (proxy.UserInfo.Length > 0)
            request.Append($"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(proxy.UserInfo)))}\r\n");
        return Encoding.ASCII.GetBytes(request.Append("\r\n").ToString());
    }

    // One byte at a time: what follows the header already belongs to the member.
    private async Task<string> ReadHeaderAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[MaxAnswer];
        for (var length = 0; length < MaxAnswer; length++)
        {
            if (await stream.ReadAsync(header.AsMemory(length, 1), cancellationToken) == 0) throw Failed("it closed the connection", "network.proxy.broke");
            if (header.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8)) return Encoding.Latin1.GetString(header, 0, length);
        }

        throw Failed("its answer has no end", "network.proxy.other");
    }

    private int StatusOf(string header)
    {
        var line = header.AsSpan(0, Math.Max(0, header.IndexOf('\r', StringComparison.Ordinal)));
        return line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Length >= 12 && int.TryParse(line[9..12], out var status) ? status : throw Failed("it is no HTTP proxy", "network.proxy.other");
    }

    private DialException Failed(string why, string reason, Exception? inner = null) =>
        new DialException(FailurePhase.Connect, FailureSide.Network, $"The proxy {Via} does not connect: {why}.", inner).Because(reason, ("proxy", Via));
}
