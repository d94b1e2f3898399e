using Kpanda.Kube;

namespace Kpanda.Clusters.Registry;

/// <summary>A cluster as the registry holds it. Immutable.</summary>
internal sealed record RegisteredCluster(ClusterRecord Record, ClusterTransport Transport, ClusterHealth Health)
{
    /// <summary>Whether calls can go out as a person. Until it is known, we assume not.</summary>
    public bool CanImpersonate => Record.Conditions.Any(condition => condition is { Type: ClusterConditions.CanImpersonate, Status: true });
}
