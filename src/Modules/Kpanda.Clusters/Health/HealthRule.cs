using Kpanda.Clusters.Errors;
using Kpanda.Kube;

namespace Kpanda.Clusters.Health;

/// <summary>What a row of probes means for the phase. Pure.</summary>
internal static class HealthRule
{
    /// <summary>A probe was answered: one good answer is enough, however bad it was before.</summary>
    public static ClusterHealth Answered(ClusterHealth before, string version, DateTimeOffset now) =>
        Moved(before, new ClusterHealth(ClusterPhases.Running, version, now, "", Nothing), now);

    /// <summary>
    /// A probe failed. Until <paramref name="threshold"/> have failed in a row a Running cluster stays Running, and one just imported Creating: one lost probe is no news. A member that answers
    /// but says no (bad credential, not ready) is Failed; one that does not answer is Unknown.
    /// </summary>
    public static ClusterHealth Missed(ClusterHealth before, string cluster, KubeFailure failure, int inARow, int threshold, DateTimeOffset now)
    {
        var answered = failure.HttpStatus > 0;
        var contact = answered ? now : before.LastContact;
        if (before.Phase is ClusterPhases.Running or ClusterPhases.Creating && inARow < threshold) return before with { LastContact = contact };
        var error = failure.ToError(cluster);
        return Moved(before, new ClusterHealth(answered ? ClusterPhases.Failed : ClusterPhases.Unknown, before.KubernetesVersion, contact, error.Reason, error.Parameters), now);
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private static ClusterHealth Moved(ClusterHealth before, ClusterHealth after, DateTimeOffset now) =>
        after with { Components = before.Components, Since = before.Phase == after.Phase && before.Since is { } since ? since : now };
}
