namespace Kpanda.Clusters;

/// <summary>What is being done to a cluster right now, or went wrong when it was: it stands before what the probes find. What runs is not kept over a restart; a removal that failed is (<see cref="ClusterRecord.FailedRemoval"/>).</summary>
/// <param name="Phase"><see cref="ClusterPhases.Updating"/>, <see cref="ClusterPhases.Deleting"/> or <see cref="ClusterPhases.DeleteFailed"/>.</param>
/// <param name="Reason">Key of the words; empty where it goes as it should.</param>
/// <param name="Parameters">Values for the words.</param>
/// <param name="Since">When it began.</param>
internal sealed record ClusterActivity(string Phase, string Reason, IReadOnlyDictionary<string, string> Parameters, DateTimeOffset Since)
{
    /// <summary>Something that goes as it should.</summary>
    public static ClusterActivity Of(string phase, DateTimeOffset since) => new(phase, "", new Dictionary<string, string>(), since);
}
