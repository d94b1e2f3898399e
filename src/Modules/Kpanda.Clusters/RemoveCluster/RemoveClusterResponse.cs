using Kpanda.Clusters.ValidateCluster;

namespace Kpanda.Clusters.RemoveCluster;

/// <summary>Answer of <c>Cluster_DeleteCluster</c>, which is empty as published; our own: what was taken away in the member, and what stays behind.</summary>
/// <param name="Cleaned">Objects that were taken away.</param>
/// <param name="Leftovers">Objects that stay; null where the member was not asked.</param>
internal sealed record RemoveClusterResponse(IReadOnlyList<Leftover> Cleaned, IReadOnlyList<Leftover>? Leftovers);
