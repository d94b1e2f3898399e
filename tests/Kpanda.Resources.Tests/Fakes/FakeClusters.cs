using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>One registered cluster, <c>prod</c>, that answers through the given transport.</summary>
internal sealed class FakeClusters(ClusterTransport? transport = null) : IClusters
{
    private static readonly ClusterRecord Prod = new(Guid.CreateVersion7(), "prod");

    public IReadOnlyList<ClusterRecord> List() => [Prod];

    public ClusterRecord? Find(string name) => name == Prod.Name ? Prod : null;

    public ClusterHealth Health(string name) => ClusterHealth.Unknown;

    public IDisposable Subscribe(Action<string> onChange) => throw new NotSupportedException();

    public Result<KubeClient> ClientAs(string cluster, Person person) =>
        cluster == Prod.Name && transport is not null
            ? new KubeClient(transport, KubeIdentity.Platform)
            : Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));

    public Result<KubeClient> SystemClient(string cluster) => throw new NotSupportedException();

    public void DoubtRights(string cluster) => throw new NotSupportedException();
}
