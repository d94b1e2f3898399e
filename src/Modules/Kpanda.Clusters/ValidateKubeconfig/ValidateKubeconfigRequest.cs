namespace Kpanda.Clusters.ValidateKubeconfig;

/// <summary><c>v1alpha1ValidateKubeConfigRequest</c>; our own: the proxy on the way.</summary>
internal sealed record ValidateKubeconfigRequest(string? KubeConfigString, string? ProxyUrl);
