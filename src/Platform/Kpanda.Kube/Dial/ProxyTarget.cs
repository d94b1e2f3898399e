using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Dial;

/// <summary>
/// What can be checked of a target that a proxy will resolve. An address written out must pass the policy, and so must every address that the name has here; a
/// name that only the proxy knows is the proxy's to judge.
/// </summary>
internal sealed class ProxyTarget(EgressPolicy policy, HostResolver? resolve)
{
    // Where only the proxy reaches a name server, ours may not even answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HostResolver _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <exception cref="DialException">The target may not be reached.</exception>
    public async Task CheckAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host.Trim('[', ']'), out var written) ? [written] : await AddressesHereAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (policy.Refusal(address) is { } refusal)
                throw DirectDialer.Refused(host, address, refusal);
        }
    }

    private async Task<IPAddress[]> AddressesHereAsync(string host, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            return await _resolve(host, deadline.Token);
        }
        catch (SocketException)
        {
            return []; // Unknown here.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }
}
