using System.Diagnostics.Metrics;

namespace Kpanda.Search.Sync;

/// <summary>The instruments of sync, under the meter <c>Kpanda.Search</c>.</summary>
internal sealed class SyncMetrics : IDisposable
{
    public const string MeterName = "Kpanda.Search";
    private readonly Meter _meter = new(MeterName);

    public SyncMetrics(SyncBoard board, SyncGates gates)
    {
        Events = _meter.CreateCounter<long>("kpanda.sync.events", description: "Watch events received from members.");
        Lists = _meter.CreateCounter<long>("kpanda.sync.lists", description: "Whole collections listed.");
        Unchanged = _meter.CreateCounter<long>("kpanda.sync.unchanged", description: "Events that changed nothing but a version or a heartbeat.");
        Malformed = _meter.CreateCounter<long>("kpanda.sync.malformed", description: "Objects from members that could not be read.");
        Apply = _meter.CreateHistogram<double>("kpanda.sync.apply", "s", "From bytes in hand to the change being visible in the index, per batch.");
        _meter.CreateObservableGauge("kpanda.sync.watches", () => gates.Watches, description: "Watches held.");
        _meter.CreateObservableGauge("kpanda.sync.clusters", () => board.Clusters.Count, description: "Clusters being synced.");
        _meter.CreateObservableGauge("kpanda.sync.kinds.behind", () => board.Clusters.Sum(c => c.Kinds.Count(k => !k.IsLive)), description: "Kinds of clusters that are not in step.");
    }

    public Counter<long> Events { get; }

    public Counter<long> Lists { get; }

    public Counter<long> Unchanged { get; }

    public Counter<long> Malformed { get; }

    public Histogram<double> Apply { get; }

    public void Dispose() => _meter.Dispose();
}
