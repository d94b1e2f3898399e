using System.Collections.Concurrent;
using Kpanda.Clusters;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Facts;

/// <summary>Counts for the rows of the cluster list, straight from the columns. Sums over quantities need bodies and come with the overview.</summary>
internal sealed class IndexedClusterFacts(ResourceIndex index, SyncBoard board, TimeProvider time) : IClusterFacts
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly GroupResource Nodes = new("", "nodes");
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource Deployments = new("apps", "deployments");
    private static readonly GroupResource StatefulSets = new("apps", "statefulsets");
    private static readonly GroupResource DaemonSets = new("apps", "daemonsets");

    /// <inheritdoc />
    public ClusterFacts? Find(string cluster)
    {
        // Counts of a cluster that has not been read would say that it is empty.
        if (board.Find(cluster) is not { } state || state.Freshness(Nodes) is not { Synced: true }) return null;
        return new ClusterFacts
        {
            Nodes = Count(cluster, Nodes),
            Pods = Count(cluster, Pods),
            Deployments = Count(cluster, Deployments),
            StatefulSets = Count(cluster, StatefulSets),
            DaemonSets = Count(cluster, DaemonSets),
        };
    }

    /// <inheritdoc />
    public IDisposable Subscribe(Action<string> onChange)
    {
        var changed = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        GroupResource[] counted = [Nodes, Pods, Deployments, StatefulSets, DaemonSets];
        var subscriptions = counted
            .Select(resource => index.Subscribe(new ResourceQuery(resource), AccessScope.All, change => changed[change.Cluster] = 0))
            .ToList<IDisposable>();
        return new Following(time.CreateTimer(_ => Tell(changed, onChange), null, Pace, Pace), subscriptions);
    }

    private static void Tell(ConcurrentDictionary<string, byte> changed, Action<string> onChange)
    {
        foreach (var cluster in changed.Keys)
        {
            if (changed.TryRemove(cluster, out _)) onChange(cluster);
        }
    }

    private ReadyCount Count(string cluster, GroupResource resource)
    {
        var (total, healthy) = index.Table(resource).CountHealthy(cluster);
        return new(total, healthy);
    }

    private sealed class Following(ITimer timer, List<IDisposable> subscriptions) : IDisposable
    {
        public void Dispose()
        {
            timer.Dispose();
            foreach (var subscription in subscriptions) subscription.Dispose();
        }
    }
}
