namespace Kpanda.Kube.Transport;

/// <summary>A request that knows whose transport makes its connection.</summary>
internal sealed class MemberRequest(ClusterTransport transport, HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    /// <summary>The member's.</summary>
    public ClusterTransport Transport => transport;
}
