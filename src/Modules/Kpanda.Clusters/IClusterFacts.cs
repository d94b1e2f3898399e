namespace Kpanda.Clusters;

/// <summary>
/// What the index knows of a cluster, for its row in the list. Implemented above this module (Search or Resources) and registered with dependency
/// injection; without it the row shows no counts. Must answer from memory.
/// </summary>
public interface IClusterFacts
{
    /// <summary>Facts of one cluster; null where nothing is known yet.</summary>
    ClusterFacts? Find(string cluster);

    /// <summary>
    /// Tells when the facts of a cluster changed, at most about once a second each, so that open lists of clusters follow; null where the facts do not tell.
    /// </summary>
    IDisposable? Subscribe(Action<string> onChange) => null;
}
