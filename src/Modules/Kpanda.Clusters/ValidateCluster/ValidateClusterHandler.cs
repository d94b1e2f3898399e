using Kpanda.Clusters.Errors;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.ValidateKubeconfig;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.ValidateCluster;

/// <summary>Says what is in a registered cluster because of this or another platform, and whether another kubeconfig would do for it. Changes nothing.</summary>
internal sealed class ValidateClusterHandler(IAuthorizer authorizer, ClusterRegistry registry, ValidateKubeconfigHandler kubeconfigs)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    private static readonly string[] Components = ["kpanda-system", "insight-system", "mspider-system"];

    public async Task<Result<ValidateClusterResponse>> HandleAsync(Person person, string name, ValidateClusterRequest request, Language language, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("update", "clusters", name), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return ClusterErrors.Unknown(name);
        if (request.KubeConfigString is not null || request.ProxyUrl is not null)
        {
            var tried = await kubeconfigs.HandleAsync(person, name, new(request.KubeConfigString, request.ProxyUrl), language, cancellationToken);
            return tried.Select(answer => new ValidateClusterResponse(new Dictionary<string, bool>(), [], answer));
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        var client = new KubeClient(cluster.Transport, KubeIdentity.Platform);
        try
        {
            var left = Leftovers.FindAsync(client, deadline.Token);
            var there = await Task.WhenAll(Components.Select(component => client.GetAsync(Namespaces, new ObjectKey("", component), deadline.Token)));
            if (!(await left).TryGet(out var leftovers, out var failure)) return failure.ToError(name);
            return new ValidateClusterResponse(Components.Zip(there).ToDictionary(pair => pair.First, pair => pair.Second.Failure is null), leftovers, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MemberErrors.Late(Limit).ToError(name);
        }
    }
}
