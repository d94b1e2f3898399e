using Kpanda.Kube;
using Kpanda.Kube.Dial;

namespace Kpanda.Clusters.Registry;

/// <summary>Chooses the way to a member.</summary>
internal static class Dialers
{
    /// <summary>Through its proxy where it names one, straight otherwise.</summary>
    public static IClusterDialer For(KubeConnection connection, EgressPolicy policy) => connection.Proxy switch
    {
        null => new DirectDialer(policy),
        { Scheme: "socks5" } proxy => new Socks5Dialer(proxy, policy),
        var proxy => new HttpConnectDialer(proxy, policy),
    };
}
