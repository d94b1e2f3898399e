using Kpanda.Kube;

namespace Kpanda.Clusters.Registry;

/// <summary>A cluster as the registry holds it. Immutable.</summary>
/// <param name="Record">What is stored of it.</param>
/// <param name="Transport">The connections to it.</param>
/// <param name="Probed">What the probes found.</param>
internal sealed record RegisteredCluster(ClusterRecord Record, ClusterTransport Transport, ClusterHealth Probed)
{
    /// <summary>What is being done to it; null for nothing.</summary>
    public ClusterActivity? Activity { get; init; }

    /// <summary>How it is: what is being done to it, else what the probes found.</summary>
    public ClusterHealth Health => (Activity ?? Record.FailedRemoval) is { } activity
        ? Probed with { Phase = activity.Phase, Reason = activity.Reason, Parameters = activity.Parameters, Since = activity.Since }
        : Probed;

    /// <summary>Whether calls can go out as a person. Until it is known, we assume not.</summary>
    public bool CanImpersonate => Record.Conditions.Any(condition => condition is { Type: ClusterConditions.CanImpersonate, Status: true });
}
