using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>The difference between two discoveries: custom resource definitions and aggregated servers come and go.</summary>
/// <param name="Added">Resources that are served now and were not.</param>
/// <param name="Removed">Resources that were served and are no more.</param>
public sealed record KubeDiscoveryChange(IReadOnlyList<ApiResource> Added, IReadOnlyList<ApiResource> Removed);
