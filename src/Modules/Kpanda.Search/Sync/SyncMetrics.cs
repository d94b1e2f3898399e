using System.Diagnostics.Metrics;
using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>The instruments of sync, under the meter <c>Kpanda.Search</c>.</summary>
internal sealed class SyncMetrics : IDisposable
{
    public const string MeterName = "Kpanda.Search";
    private readonly Meter _meter = new(MeterName);

    public SyncMetrics(SyncBoard board, SyncGates gates, ResourceIndex index, TimeProvider time)
    {
        Events = _meter.CreateCounter<long>("kpanda.sync.events", description: "Watch events received from members.");
        Lists = _meter.CreateCounter<long>("kpanda.sync.lists", description: "Whole collections listed.");
        Unchanged = _meter.CreateCounter<long>("kpanda.sync.unchanged", description: "Events that changed nothing but a version or a heartbeat.");
        Malformed = _meter.CreateCounter<long>("kpanda.sync.malformed", description: "Objects from members that could not be read.");
        Apply = _meter.CreateHistogram<double>("kpanda.sync.apply", "s", "From bytes in hand to the change being visible in the index, per batch.");
        _meter.CreateObservableGauge("kpanda.sync.watches", () => gates.Watches, description: "Watches held.");
        _meter.CreateObservableGauge("kpanda.sync.clusters", () => board.Clusters.Count, description: "Clusters being synced.");
        _meter.CreateObservableGauge("kpanda.sync.kinds.behind", () => board.Clusters.Sum(c => c.Kinds.Count(k => !k.IsLive)), description: "Kinds of clusters that are not in step.");

        // A kind that is empty and in step has nothing to tell: a thousand clusters serve tens of thousands of those.
        Observe("kpanda.sync.kind.objects", null, "Objects in the index.", (cluster, kind) => index.Table(kind.Resource).CountOf(cluster.Name));
        Observe("kpanda.sync.kind.lag", "s", "Time for which nothing was heard of a kind; a member that has nothing to tell is heard about once a minute.", (_, kind) =>
            kind.Freshness().LastContact is { } heard ? (time.GetUtcNow() - heard).TotalSeconds : double.NaN);
        Observe("kpanda.sync.kind.behind", null, "1 for a kind that is not in step.", (_, kind) => kind.IsLive ? 0 : 1);
        Observe("kpanda.sync.kind.lists", null, "How often the whole collection was listed since the start.", (_, kind) => Interlocked.Read(ref kind.Lists));
        Observe("kpanda.sync.kind.failures", null, "Failures of lists and watches since the start.", (_, kind) => Interlocked.Read(ref kind.Failures));

        void Observe(string name, string? unit, string description, Func<ClusterSyncState, KindSyncState, double> measure) =>
            _meter.CreateObservableGauge(name, () => Measure(board, index, measure), unit, description);
    }

    public Counter<long> Events { get; }

    public Counter<long> Lists { get; }

    public Counter<long> Unchanged { get; }

    public Counter<long> Malformed { get; }

    public Histogram<double> Apply { get; }

    private static IEnumerable<Measurement<double>> Measure(SyncBoard board, ResourceIndex index, Func<ClusterSyncState, KindSyncState, double> measure)
    {
        foreach (var cluster in board.Clusters)
        {
            foreach (var kind in cluster.Kinds)
            {
                if (kind.IsLive && index.Table(kind.Resource).CountOf(cluster.Name) == 0) continue;
                if (measure(cluster, kind) is var value && !double.IsNaN(value)) yield return new(value, new("cluster", cluster.Name), new("kind", kind.Resource.ToString()));
            }
        }
    }

    public void Dispose() => _meter.Dispose();
}
