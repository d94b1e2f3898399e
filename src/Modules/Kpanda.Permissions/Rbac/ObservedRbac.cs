using System.Collections.Concurrent;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// The RBAC of every member, compiled. A cluster is here from the moment on when all its RBAC has been read (<see cref="RbacReader"/>); before that it is closed. One
/// writer, any number of readers.
/// </summary>
internal sealed class ObservedRbac
{
    private readonly ConcurrentDictionary<string, ObservedCluster> _clusters = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Grows with every change of anything here, clusters that come, go or can be acted in or not included.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The clusters whose RBAC is known.</summary>
    public ICollection<ObservedCluster> Clusters => _clusters.Values;

    /// <summary>Tells whom a change concerns; null for everybody. It must return at once and not throw.</summary>
    public event Action<IReadOnlySet<RbacSubject>?>? Changed;

    /// <summary>A cluster whose RBAC is known; null otherwise.</summary>
    public ObservedCluster? Find(string cluster) => _clusters.GetValueOrDefault(cluster);

    /// <summary>A cluster is known, or known otherwise, from now on. Nobody is told yet.</summary>
    public void Put(ObservedCluster cluster) => _clusters[cluster.Name] = cluster;

    /// <summary>A cluster is closed from now on. Nobody is told yet.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Remove(string cluster) => _clusters.TryRemove(cluster, out _);

    /// <summary>What was put in or taken out holds from now on.</summary>
    /// <param name="concerns">Whose rights may be others now; null for everybody's.</param>
    public void Tell(IReadOnlySet<RbacSubject>? concerns)
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke(concerns);
    }
}
