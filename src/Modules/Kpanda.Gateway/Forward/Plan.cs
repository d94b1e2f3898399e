using Kpanda.Clusters;
using Kpanda.Gateway.Paths;
using Kpanda.Kube;

namespace Kpanda.Gateway.Forward;

/// <summary>What has been allowed and will be sent. Disposing it gives the place in the budgets back.</summary>
/// <param name="Info">What the request is about.</param>
/// <param name="Cluster">Where it goes.</param>
/// <param name="Client">The member, as the person.</param>
/// <param name="Headers">The headers that pass.</param>
/// <param name="Upgrade">The protocol to switch to; empty for none.</param>
/// <param name="Place">The place in the budgets.</param>
internal sealed record Plan(
    RequestInfo Info, ClusterRecord Cluster, KubeClient Client, IReadOnlyList<KeyValuePair<string, string>> Headers, string Upgrade, IDisposable Place) : IDisposable
{
    public void Dispose() => Place.Dispose();
}
