using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Kube;

namespace Kpanda.Clusters;

/// <summary>The registered clusters and the way to each of them. Safe for concurrent use; reads never touch the database.</summary>
public interface IClusters
{
    /// <summary>All registered clusters, by name.</summary>
    IReadOnlyList<ClusterRecord> List();

    /// <summary>One cluster; null where there is none of that name.</summary>
    ClusterRecord? Find(string name);

    /// <summary>What the health probe last found; <see cref="ClusterHealth.Unknown"/> before the first probe.</summary>
    ClusterHealth Health(string name);

    /// <summary>
    /// Tells of every cluster that is added, changed (record or health) or removed, until disposed. Called with the name; must return at once and not throw.
    /// </summary>
    IDisposable Subscribe(Action<string> onChange);

    /// <summary>A client that acts as the person (<c>Impersonate-*</c>): the only way for anything that a person asked for.</summary>
    /// <returns><c>NotFound</c> for an unknown cluster, <c>FailedPrecondition</c> where the credential may not impersonate.</returns>
    Result<KubeClient> ClientAs(string cluster, Person person);

    /// <summary>A client that acts as the platform itself: for sync, health and reconcilers only, never for a person's request.</summary>
    Result<KubeClient> SystemClient(string cluster);

    /// <summary>Says that the platform itself was refused something there (403): what its credential may do is soon asked again, at most every few minutes.</summary>
    void DoubtRights(string cluster);
}
