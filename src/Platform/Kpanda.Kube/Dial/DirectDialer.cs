using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Dial;

/// <summary>TCP straight to the server: resolve, check every address against the policy, connect to one that passed.</summary>
public sealed class DirectDialer(EgressPolicy policy) : IClusterDialer
{
    // A name with a hundred dead addresses must not become a hundred time-outs.
    private const int MostAddresses = 4;

    /// <inheritdoc />
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken);
        var allowed = Allowed(host, addresses);
        Exception? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new DialException(FailurePhase.Connect, FailureSide.Network, $"No connection to {host}:{port}: {Words(last)}.", last);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var literal = host.StartsWith('[') ? host.Trim('[', ']') : host;
        if (IPAddress.TryParse(literal, out var address)) return [address];
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
            if (addresses.Length > 0) return addresses;
        }
        catch (SocketException exception)
        {
            throw new DialException(FailurePhase.Dns, FailureSide.Network, $"The name {host} cannot be resolved: {Words(exception)}.", exception);
        }

        throw new DialException(FailurePhase.Dns, FailureSide.Network, $"The name {host} has no address.");
    }

    private List<IPAddress> Allowed(string host, IPAddress[] addresses)
    {
        var allowed = new List<IPAddress>();
        string? refusal = null;
        foreach (var address in addresses)
        {
            var reason = policy.Refusal(address);
            if (reason is null && allowed.Count < MostAddresses) allowed.Add(address);
            refusal ??= reason is null ? null : $"The address {address} of {host} may not be reached: {reason}.";
        }

        return allowed.Count > 0 ? allowed : throw new DialException(FailurePhase.Policy, FailureSide.Client, refusal!);
    }

    private static string Words(Exception? exception) => exception is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.TimedOut => "no answer in time",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
            SocketError.HostNotFound or SocketError.NoData => "no such name",
            SocketError.TryAgain => "the name server does not answer",
            var code => code.ToString(),
        }
        : "unknown reason";
}
