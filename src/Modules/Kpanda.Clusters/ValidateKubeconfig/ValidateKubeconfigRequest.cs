namespace Kpanda.Clusters.ValidateKubeconfig;

/// <summary><c>v1alpha1ValidateKubeConfigRequest</c>.</summary>
internal sealed record ValidateKubeconfigRequest(string? KubeConfigString);
