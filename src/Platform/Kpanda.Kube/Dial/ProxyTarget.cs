using System.Net;

namespace Kpanda.Kube.Dial;

/// <summary>What can be checked of a target that a proxy will resolve: an address written out must pass the policy all the same.</summary>
internal static class ProxyTarget
{
    public static void Check(string host, EgressPolicy policy)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address) || policy.Refusal(address) is not { } refusal) return;
        throw new DialException(FailurePhase.Policy, FailureSide.Client, $"The address {address} may not be reached: {refusal}.");
    }
}
