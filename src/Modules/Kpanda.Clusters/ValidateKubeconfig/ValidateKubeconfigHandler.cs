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
    IAuthorizer authorizer,
    ClusterRegistry registry,
    ClusterRegistration registration,
    ClusterVerifier verifier,
    CredentialReader credentials,
    ClusterRenderer renderer,
    ErrorVocabulary words)
{
    public async Task<Result<ValidateKubeconfigResponse>> HandleAsync(Person person, ValidateKubeconfigRequest request, Language language, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("create", "clusters"), cancellationToken);
        if (may.Error is not null) return may.Error;
        if (!credentials.Read(request.KubeConfigString, request.ProxyUrl).TryGet(out var kubeconfig, out var refusal)) return Refused(refusal, language);
        using var transport = registry.Connect(kubeconfig.Connection);
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        var endpoint = kubeconfig.Connection.Server.OriginalString;
        if (!tried.TryGet(out var found, out var failure)) return No(KubeconfigErrors.Of(failure), language) with { ApiEndpoint = endpoint };
        var answer = registration.Same(found.KubeSystemId) is { } same ? No(ClusterRegistration.SameCluster(same), language) : new(true, "");
        return Found(answer, found, kubeconfig, language);
    }

    /// <summary>The same for a kubeconfig, or a proxy, that is to replace that of a cluster.</summary>
    public async Task<Result<ValidateKubeconfigResponse>> HandleAsync(
        Person person, string name, ValidateKubeconfigRequest request, Language language, CancellationToken cancellationToken)
    {
        var may = await authorizer.CheckAsync(person, AccessRequest.Platform("update", "clusters", name) with { Subresource = ClusterFields.Credential }, cancellationToken);
        if (may.Error is not null) return may.Error;
        if (registry.Get(name) is not { } cluster) return Errors.ClusterErrors.Unknown(name);
        if (!credentials.Replace(cluster.Record, cluster.Transport.Connection, request.KubeConfigString, request.ProxyUrl).TryGet(out var kubeconfig, out var refusal))
            return Refused(refusal, language);
        using var transport = registry.Connect(cluster.Record, kubeconfig.Connection);
        var tried = await verifier.VerifyAsync(transport, cancellationToken);
        var endpoint = kubeconfig.Connection.Server.OriginalString;
        if (!tried.TryGet(out var found, out var failure)) return No(KubeconfigErrors.Of(failure), language) with { ApiEndpoint = endpoint };
        var answer = found.KubeSystemId == cluster.Record.KubeSystemId ? new(true, "") : No(ClusterRegistration.OtherCluster(cluster.Record), language);
        return Found(answer, found, kubeconfig, language);
    }

    private ValidateKubeconfigResponse Found(ValidateKubeconfigResponse answer, Verification found, ImportedKubeconfig kubeconfig, Language language) => answer with
    {
        KubeconfigExpireTime = kubeconfig.Expires?.ToUnixTimeMilliseconds(),
        ApiEndpoint = kubeconfig.Connection.Server.OriginalString,
        KubernetesVersion = found.KubernetesVersion,
        KubeSystemID = found.KubeSystemId,
        Distribution = found.Distribution,
        Provider = found.Provider,
        ServiceCIDR = found.Network.ServiceCidr,
        ClusterCIDR = found.Network.PodCidr,
        Conditions = [.. found.Conditions.Select(condition => renderer.Render(condition, "", language))],
    };

    // A proxy that cannot be read is a fault of its own field; everything else is what the kubeconfig is asked for.
    private Result<ValidateKubeconfigResponse> Refused(Error error, Language language) => error.Field == "proxyUrl" ? error : No(error, language);

    private ValidateKubeconfigResponse No(Error error, Language language) => new(false, words.Render(error, language)) { Reason = error.Reason };
}
