using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Shapes;
using Kpanda.Clusters.Verify;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters.ValidateKubeconfig;

/// <summary>Says what an import would find, and changes nothing anywhere. A kubeconfig that is no good is an answer here, not an error.</summary>
internal sealed class ValidateKubeconfigHandler(
    IAuthorizer authorizer, ClusterRegistry registry, ClusterVerifier verifier, ClusterRenderer renderer, ErrorVocabulary words, ClustersOptions options, TimeProvider time)
{
    public async Task<Result<ValidateKubeconfigResponse>> HandleAsync(Person person, ValidateKubeconfigRequest request, Language language, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("create", "clusters"), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (!KubeconfigReader.TryRead(request.KubeConfigString ?? "", options.Kubeconfig, time.GetUtcNow(), out var kubeconfig, out var refusal))
            return No(KubeconfigErrors.Of(refusal), language);
        using var transport = registry.Connect(kubeconfig.Connection);
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        var endpoint = kubeconfig.Connection.Server.OriginalString;
        if (!tried.TryGet(out var found, out var failure)) return No(KubeconfigErrors.Of(failure), language) with { ApiEndpoint = endpoint };
        return new ValidateKubeconfigResponse(true, "")
        {
            KubeconfigExpireTime = kubeconfig.Expires?.ToUnixTimeMilliseconds(),
            ApiEndpoint = endpoint,
            KubernetesVersion = found.KubernetesVersion,
            KubeSystemID = found.KubeSystemId,
            Distribution = found.Distribution,
            Provider = found.Provider,
            Conditions = [.. found.Conditions.Select(condition => renderer.Render(condition, "", language))],
        };
    }

    private ValidateKubeconfigResponse No(Error error, Language language) => new(false, words.Render(error, language)) { Reason = error.Reason };
}
