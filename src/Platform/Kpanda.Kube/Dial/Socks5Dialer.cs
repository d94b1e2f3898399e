using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kpanda.Kube.Dial;

/// <summary>
/// Through a SOCKS5 proxy (RFC 1928, passwords by RFC 1929). The target's name is resolved by the proxy, and refused where the address that it has here may not
/// be reached.
/// </summary>
public sealed class Socks5Dialer(Uri proxy, EgressPolicy policy, HostResolver? resolve = null) : IClusterDialer
{
    private const byte Version = 5;

    private readonly DirectDialer _toProxy = new(policy, resolve);
    private readonly ProxyTarget _target = new(policy, resolve);

    /// <inheritdoc />
    public string Via => $"{proxy.Host}:{Port}";

    private int Port => proxy.Port < 0 ? 1080 : proxy.Port;

    /// <inheritdoc />
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var target = AddressOf(host);
        await _target.CheckAsync(host, cancellationToken);
        var stream = await _toProxy.ConnectAsync(proxy.IdnHost, Port, cancellationToken);
        try
        {
            await GreetAsync(stream, cancellationToken);
            await AskAsync(stream, target, port, cancellationToken);
            return stream;
        }
        catch (IOException exception) when (exception is not DialException)
        {
            await stream.DisposeAsync();
            throw Failed("it closed the connection", "network.proxy.broke", exception);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task GreetAsync(Stream stream, CancellationToken cancellationToken)
    {
        var hasPassword = proxy.UserInfo.Length > 0;
        await stream.WriteAsync(hasPassword ? new byte[] { Version, 2, 0, 2 } : [Version, 1, 0], cancellationToken);
        var choice = new byte[2];
        await stream.ReadExactlyAsync(choice, cancellationToken);
        if (choice[0] != Version) throw Failed("it is no SOCKS5 proxy", "network.proxy.other");
        if (choice[1] == 0) return;
        if (choice[1] != 2 || !hasPassword) throw Failed("it wants a password", "network.proxy.password.missing");
        await SignInAsync(stream, cancellationToken);
    }

    private async Task SignInAsync(Stream stream, CancellationToken cancellationToken)
    {
        var colon = proxy.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(colon < 0 ? proxy.UserInfo : proxy.UserInfo[..colon]));
        var password = Encoding.UTF8.GetBytes(colon < 0 ? "" : Uri.UnescapeDataString(proxy.UserInfo[(colon + 1)..]));
        if (user.Length is 0 or > 255 || password.Length > 255) throw Failed("its user name or password is too long", "network.proxy.password.wrong");
        await stream.WriteAsync((byte[])[1, (byte)user.Length, .. user, (byte)password.Length, .. password], cancellationToken);
        var answer = new byte[2];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (answer[1] != 0) throw Failed("it does not accept the password", "network.proxy.password.wrong");
    }

    // Type and address: 1 for IPv4, 4 for IPv6, 3 for a name with its length.
    private byte[] AddressOf(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) return [(byte)(address.AddressFamily == AddressFamily.InterNetworkV6 ? 4 : 1), .. address.GetAddressBytes()];
        var name = Encoding.ASCII.GetBytes(host);
        return name.Length is > 0 and <= 255 ? [3, (byte)name.Length, .. name] : throw Failed("the name is too long", "network.proxy.refuses");
    }

    private async Task AskAsync(Stream stream, byte[] target, int port, CancellationToken cancellationToken)
    {
        await stream.WriteAsync((byte[])[Version, 1, 0, .. target, (byte)(port >> 8), (byte)port], cancellationToken);
        var head = new byte[5];
        await stream.ReadExactlyAsync(head.AsMemory(0, 4), cancellationToken);
        if (head[0] != Version) throw Failed("its answer makes no sense", "network.proxy.other");
        if (head[1] != 0) throw Failed(Words(head[1]), "network.proxy.refuses");
        await stream.ReadExactlyAsync(head.AsMemory(4, 1), cancellationToken);
        var rest = head[3] switch { 1 => 4 - 1, 4 => 16 - 1, 3 => head[4], _ => throw Failed("its answer makes no sense", "network.proxy.other") } + 2;
        await stream.ReadExactlyAsync(new byte[rest], cancellationToken);
    }

    private static string Words(byte code) => code switch
    {
        2 => "its rules do not allow the target",
        3 => "it cannot reach the network of the target",
        4 => "it cannot reach the target",
        5 => "the target refuses the connection",
        6 => "the target does not answer in time",
        _ => $"it answers with code {code}",
    };

    private DialException Failed(string why, string reason, Exception? inner = null) =>
        new DialException(FailurePhase.Connect, FailureSide.Network, $"The proxy {Via} does not connect: {why}.", inner).Because(reason, ("proxy", Via));
}
