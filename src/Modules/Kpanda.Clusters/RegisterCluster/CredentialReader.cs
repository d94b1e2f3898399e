using Kpanda.Hosting;
using Kpanda.Kube;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>Reads what a request says of the way to a cluster: the kubeconfig under the import policy, and the proxy.</summary>
internal sealed class CredentialReader(ClustersOptions options, TimeProvider time)
{
    /// <summary>Reads a kubeconfig, and the proxy that it is used through.</summary>
    public Result<ImportedKubeconfig> Read(string? kubeconfig, string? proxyUrl)
    {
        if (!ProxyAddress.Read(proxyUrl).TryGet(out var proxy, out var error) && error is not null) return error;
        if (!KubeconfigReader.TryRead(kubeconfig ?? "", options.Kubeconfig, time.GetUtcNow(), out var read, out var refusal)) return KubeconfigErrors.Of(refusal);
        return proxy is null ? read : read with { Connection = read.Connection with { Proxy = proxy } };
    }

    /// <summary>
    /// What replaces the credential of a registered cluster: another kubeconfig, another proxy, or both. What is not named stays; an empty proxy is none.
    /// </summary>
    public Result<ImportedKubeconfig> Replace(ClusterRecord record, KubeConnection now, string? kubeconfig, string? proxyUrl)
    {
        if (!ProxyAddress.Read(proxyUrl).TryGet(out var proxy, out var error) && error is not null) return error;
        if (proxyUrl is null) proxy = now.Proxy;
        if (string.IsNullOrWhiteSpace(kubeconfig)) return new ImportedKubeconfig(now with { Proxy = proxy }, "", record.CredentialExpires);
        if (!KubeconfigReader.TryRead(kubeconfig, options.Kubeconfig, time.GetUtcNow(), out var read, out var refusal)) return KubeconfigErrors.Of(refusal);
        return proxy is null ? read : read with { Connection = read.Connection with { Proxy = proxy } };
    }
}
