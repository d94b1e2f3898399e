using Kpanda.Clusters.ValidateKubeconfig;

namespace Kpanda.Clusters.ValidateCluster;

/// <summary><c>v1alpha1ValidateClusterResponse</c>; our own: what the platform left there, and what was found where a kubeconfig was to be tried.</summary>
/// <param name="DceComponents">Namespaces of another platform, and whether they are there.</param>
/// <param name="Leftovers">Objects that are in the member because of this platform.</param>
/// <param name="Kubeconfig">What became of the kubeconfig; null where none was sent.</param>
internal sealed record ValidateClusterResponse(
    IReadOnlyDictionary<string, bool> DceComponents, IReadOnlyList<Leftover> Leftovers, ValidateKubeconfigResponse? Kubeconfig);
