using Kpanda.Clusters.Errors;
using Kpanda.Clusters.Health;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Clusters.CheckCluster;

/// <summary>Asks a cluster now what its credential may do, instead of within the hour, and binds the platform's administrators again where they are not.</summary>
internal sealed class CheckClusterHandler(IAuthorizer authorizer, ClusterRegistry registry, RightsReview rights)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<Result<RegisteredCluster>> HandleAsync(Person person, string name, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("update", "clusters", name), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        try
        {
            var probe = await Probe.AskAsync(new KubeClient(cluster.Transport, KubeIdentity.Platform), withVersion: false, Limit, deadline.Token);
            if (probe.Failure is { } failure) return failure.ToError(name);
            await rights.ReviewAsync(cluster, putRight: true, deadline.Token);
            return registry.Get(name) is { } now ? now : ClusterErrors.Unknown(name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MemberErrors.Late(Limit).ToError(name);
        }
    }
}
