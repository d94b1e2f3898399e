namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>Published <c>v1alpha1GetClusterKubeConfigResponse</c>.</summary>
internal sealed record KubeconfigResponse(string KubeConfigString);

/// <summary>Published body of <c>CreateOpenAPIClusterCert</c>; the path names the cluster, and what the body says of it must be the same.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="KubeSystemID">UID of its namespace <c>kube-system</c>.</param>
/// <param name="ExpirationSeconds">How long the credential is good, in seconds; 0 or absent for no end.</param>
internal sealed record CreateCertificateRequest(string? Cluster, string? KubeSystemID, int? ExpirationSeconds);

/// <summary>Published <c>v1alpha1CreateOpenAPIClusterCertResponse</c>.</summary>
internal sealed record CreateCertificateResponse(string KubeConfigString, string Cluster);

/// <summary>Asks for one kubeconfig for several clusters. Not published.</summary>
/// <param name="Clusters">Their names; empty for all that the person may see.</param>
/// <param name="ExpirationSeconds">How long the credential is good, in seconds; 0 or absent for no end.</param>
internal sealed record CreateKubeconfigRequest(IReadOnlyList<string>? Clusters, int? ExpirationSeconds);
