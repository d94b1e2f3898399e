using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Dial;

/// <summary>
/// TCP straight to the server: resolve once, check every address against the policy, connect to one that passed. Nothing is resolved between the check and the
/// connection, and both happen anew for each connection.
/// </summary>
/// <param name="policy">What may be reached.</param>
/// <param name="resolve">Resolves names; null for the system's resolver.</param>
public sealed class DirectDialer(EgressPolicy policy, HostResolver? resolve = null) : IClusterDialer
{
    // A name with a hundred dead addresses must not become a hundred time-outs.
    private const int MostAddresses = 4;

    // A dead address must leave time for the next one.
    private static readonly TimeSpan PerAddress = TimeSpan.FromSeconds(3);

    private readonly HostResolver _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <inheritdoc />
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = Allowed(host, await ResolveAsync(host, cancellationToken));
        Exception? last = null;
        for (var index = 0; index < addresses.Count; index++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[index], port), isLast: index == addresses.Count - 1, cancellationToken);
            }
            catch (Exception exception) when (exception is SocketException or TimeoutException)
            {
                last = exception;
            }
        }

        throw new DialException(FailurePhase.Connect, FailureSide.Network, $"No connection to {host}:{port}: {Words(last)}.", last).Because(
            last is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } ? "network.connect.silent"
            : last is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "network.connect.refused"
            : last is SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } ? "network.connect.noroute"
            : "network.connect.failed",
            ("target", $"{host}:{port}"));
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, bool isLast, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isLast) limit.CancelAfter(PerAddress);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, limit.Token);
            KeepAlive(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // HTTP/1.1 has no pings: the kernel asks whether the other side still knows the connection, and a watch on a dead one ends.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var literal = host.StartsWith('[') ? host.Trim('[', ']') : host;
        if (IPAddress.TryParse(literal, out var address)) return [address];
        try
        {
            var addresses = await _resolve(host, cancellationToken);
            if (addresses.Length > 0) return addresses;
        }
        catch (SocketException exception)
        {
            throw new DialException(FailurePhase.Dns, FailureSide.Network, $"The name {host} cannot be resolved: {Words(exception)}.", exception).Because(
                exception.SocketErrorCode switch
                {
                    SocketError.HostNotFound or SocketError.NoData => "network.dns.unknown",
                    SocketError.TryAgain or SocketError.TimedOut => "network.dns.silent",
                    _ => "network.dns.failed",
                },
                ("host", host));
        }

        throw new DialException(FailurePhase.Dns, FailureSide.Network, $"The name {host} has no address.").Because("network.dns.empty", ("host", host));
    }

    private List<IPAddress> Allowed(string host, IPAddress[] addresses)
    {
        var allowed = new List<IPAddress>();
        DialException? refusal = null;
        foreach (var address in addresses)
        {
            var reason = policy.Refusal(address);
            if (reason is null && allowed.Count < MostAddresses) allowed.Add(address);
            refusal ??= reason is null ? null : Refused(host, address, reason);
        }

        return allowed.Count > 0 ? allowed : throw refusal!;
    }

    /// <summary>The policy does not let that address be reached.</summary>
    internal static DialException Refused(string host, IPAddress address, string why) =>
        new DialException(FailurePhase.Policy, FailureSide.Client, $"The address {address} of {host} may not be reached: {why}.")
            .Because("network.policy", ("host", host), ("address", $"{address}"));

    private static string Words(Exception? exception) => exception switch
    {
        TimeoutException => "no answer in time",
        SocketException socket => socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.TimedOut => "no answer in time",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
            SocketError.HostNotFound or SocketError.NoData => "no such name",
            SocketError.TryAgain => "the name server does not answer",
            var code => code.ToString(),
        },
        _ => "unknown reason",
    };
}
