using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>Real proxies: HTTP CONNECT (RFC 9110) and SOCKS5 (RFC 1928, RFC 1929). Whatever name is asked for, they lead to one port of this machine.</summary>
internal sealed class ProxyServers(int leadsTo)
{
    /// <summary>What was asked for: <c>host:port</c>.</summary>
    public ConcurrentQueue<string> Targets { get; } = new();

    /// <summary>Credentials that clients showed: <c>user:password</c>.</summary>
    public ConcurrentQueue<string> Credentials { get; } = new();

    /// <summary>Tunnels that are open.</summary>
    public int Open;

    public TcpServer HttpConnect(string? password = null, bool extraBytes = false) => new(async (stream, stop) =>
    {
        var header = await HeaderAsync(stream, stop);
        Targets.Enqueue(header.Split(' ')[1]);
        var basic = header.Split("\r\n").FirstOrDefault(line => line.StartsWith("Proxy-Authorization: Basic ", StringComparison.Ordinal));
        var shown = basic is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(basic[27..]));
        if (shown is not null) Credentials.Enqueue(shown);
        if (password is not null && shown != password)
        {
            await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
            return;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 Connection established\r\n{(extraBytes ? "X-Via: test\r\n" : "")}\r\n"), stop);
        await TunnelAsync(stream, stop);
    });

    public TcpServer Socks5(string? password = null) => new(async (stream, stop) =>
    {
        var greeting = await ExactlyAsync(stream, 2, stop);
        var methods = await ExactlyAsync(stream, greeting[1], stop);
        var wanted = (byte)(password is null ? 0 : 2);
        await stream.WriteAsync((byte[])[5, methods.Contains(wanted) ? wanted : (byte)0xFF], stop);
        if (!methods.Contains(wanted)) return;
        if (password is not null && !await SignInAsync(stream, password, stop)) return;
        var head = await ExactlyAsync(stream, 4, stop);
        var host = head[3] switch
        {
            1 => new IPAddress(await ExactlyAsync(stream, 4, stop)).ToString(),
            4 => new IPAddress(await ExactlyAsync(stream, 16, stop)).ToString(),
            _ => Encoding.ASCII.GetString(await ExactlyAsync(stream, (await ExactlyAsync(stream, 1, stop))[0], stop)),
        };
        var port = await ExactlyAsync(stream, 2, stop);
        Targets.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{host}:{(port[0] << 8) | port[1]}"));
        await stream.WriteAsync((byte[])[5, 0, 0, 3, 3, (byte)'a', (byte)'.', (byte)'b', 0, 80], stop);
        await TunnelAsync(stream, stop);
    });

    private async Task<bool> SignInAsync(NetworkStream stream, string password, CancellationToken stop)
    {
        var user = await ExactlyAsync(stream, (await ExactlyAsync(stream, 2, stop))[1], stop);
        var secret = await ExactlyAsync(stream, (await ExactlyAsync(stream, 1, stop))[0], stop);
        var shown = $"{Encoding.UTF8.GetString(user)}:{Encoding.UTF8.GetString(secret)}";
        Credentials.Enqueue(shown);
        await stream.WriteAsync((byte[])[1, (byte)(shown == password ? 0 : 1)], stop);
        return shown == password;
    }

    private async Task TunnelAsync(NetworkStream stream, CancellationToken stop)
    {
        using var target = new TcpClient();
        await target.ConnectAsync(IPAddress.Loopback, leadsTo, stop);
        var onward = target.GetStream();
        Interlocked.Increment(ref Open);
        try
        {
            await Task.WhenAny(stream.CopyToAsync(onward, stop), onward.CopyToAsync(stream, stop));
        }
        finally
        {
            Interlocked.Decrement(ref Open);
        }
    }

    private static async Task<string> HeaderAsync(NetworkStream stream, CancellationToken stop)
    {
        var header = new StringBuilder();
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) header.Append((char)(await ExactlyAsync(stream, 1, stop))[0]);
        return header.ToString();
    }

    private static async Task<byte[]> ExactlyAsync(NetworkStream stream, int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
