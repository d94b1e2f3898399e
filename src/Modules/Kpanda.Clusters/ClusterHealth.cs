namespace Kpanda.Clusters;

/// <summary>What the health probe last found.</summary>
/// <param name="Phase">One of <see cref="ClusterPhases"/>.</param>
/// <param name="KubernetesVersion">Such as <c>v1.36.2</c>; empty before the first contact.</param>
/// <param name="LastContact">When the member last answered; null for never.</param>
/// <param name="Reason">Machine word for why it is not Running; empty when it is.</param>
/// <param name="Parameters">Values for the words of the reason.</param>
public sealed record ClusterHealth(
    string Phase,
    string KubernetesVersion,
    DateTimeOffset? LastContact,
    string Reason,
    IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>When the phase became what it is; null before the first contact.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Parts of the member that were asked about (<see cref="ClusterConditions.Etcd"/> …), as last found; empty before the first answer.</summary>
    public IReadOnlyList<ClusterCondition> Components { get; init; } = [];

    /// <summary>Before the first probe.</summary>
    public static ClusterHealth Unknown { get; } = new(ClusterPhases.Unknown, "", null, "", new Dictionary<string, string>());
}
