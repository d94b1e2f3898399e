using System.Text;

namespace Kpanda.Kube.Dial;

/// <summary>Through a SOCKS5 proxy (RFC 1928, passwords by RFC 1929). The target's name is resolved by the proxy.</summary>
public sealed class Socks5Dialer(Uri proxy, EgressPolicy policy) : IClusterDialer
{
    private const byte Version = 5;

    private readonly DirectDialer _toProxy = new(policy);

    /// <inheritdoc />
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        ProxyTarget.Check(host, policy);
        var name = Encoding.ASCII.GetBytes(host.Trim('[', ']'));
        if (name.Length is 0 or > 255) throw Failed("the name is too long");
        var stream = await _toProxy.ConnectAsync(proxy.IdnHost, proxy.Port < 0 ? 1080 : proxy.Port, cancellationToken);
        try
        {
            await GreetAsync(stream, cancellationToken);
            await AskAsync(stream, name, port, cancellationToken);
            return stream;
        }
        catch (IOException exception) when (exception is not DialException)
        {
            await stream.DisposeAsync();
            throw Failed("the connection broke", exception);
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
        if (choice[0] != Version) throw Failed("it is no SOCKS5 proxy");
        if (choice[1] == 0) return;
        if (choice[1] != 2 || !hasPassword) throw Failed("it wants a password");
        await SignInAsync(stream, cancellationToken);
    }

    private async Task SignInAsync(Stream stream, CancellationToken cancellationToken)
    {
        var colon = proxy.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(colon < 0 ? proxy.UserInfo : proxy.UserInfo[..colon]));
        var password = Encoding.UTF8.GetBytes(colon < 0 ? "" : Uri.UnescapeDataString(proxy.UserInfo[(colon + 1)..]));
        if (user.Length is 0 or > 255 || password.Length > 255) throw Failed("its user name or password is too long");
        await stream.WriteAsync((byte[])[1, (byte)user.Length, .. user, (byte)password.Length, .. password], cancellationToken);
        var answer = new byte[2];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        if (answer[1] != 0) throw Failed("it does not accept the password");
    }

    private async Task AskAsync(Stream stream, byte[] name, int port, CancellationToken cancellationToken)
    {
        // Address type 3: a name. An address written out is a name as well; every proxy reads it.
        await stream.WriteAsync((byte[])[Version, 1, 0, 3, (byte)name.Length, .. name, (byte)(port >> 8), (byte)port], cancellationToken);
        var head = new byte[5];
        await stream.ReadExactlyAsync(head, cancellationToken);
        if (head[1] != 0) throw Failed(Words(head[1]));
        var rest = head[3] switch { 1 => 4 - 1, 4 => 16 - 1, 3 => head[4], _ => throw Failed("its answer makes no sense") } + 2;
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

    private DialException Failed(string why, Exception? inner = null) =>
        new(FailurePhase.Connect, FailureSide.Network, $"The proxy {proxy.Host} does not connect: {why}.", inner);
}
