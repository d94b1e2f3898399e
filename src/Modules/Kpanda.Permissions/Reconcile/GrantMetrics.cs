using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kpanda.Permissions.Reconcile;

/// <summary>What the reconciler did since the start, cluster by cluster, and the instruments that tell it, under the meter <c>Kpanda.Permissions</c>. Safe for concurrent use.</summary>
internal sealed class GrantMetrics : IDisposable
{
    private static readonly (ReconcileOutcome Outcome, string Word)[] Outcomes = [(ReconcileOutcome.Done, "done"), (ReconcileOutcome.Away, "away"), (ReconcileOutcome.Failed, "failed")];

    private readonly Meter _meter = new("Kpanda.Permissions");
    private readonly ConcurrentDictionary<string, Counts> _clusters = new(StringComparer.Ordinal);

    public GrantMetrics()
    {
        _meter.CreateObservableCounter("kpanda.grants.passes", ReadPasses, description: "Comparisons of the grants with a cluster, by how they ended.");
        _meter.CreateObservableCounter("kpanda.grants.writes", ReadWrites, description: "Requests to a cluster that wrote or took away roles and bindings.");
    }

    /// <summary>A pass over a cluster has ended.</summary>
    public void Passed(string cluster, ReconcileOutcome outcome) => Interlocked.Increment(ref Of(cluster).Passes[(int)outcome]);

    /// <summary>Something is written to a cluster.</summary>
    public void Wrote(string cluster) => Interlocked.Increment(ref Of(cluster).Writes);

    /// <summary>A cluster is no longer registered.</summary>
    public void Forget(string cluster) => _clusters.TryRemove(cluster, out _);

    /// <summary>How many passes over a cluster have ended so.</summary>
    public long PassesOf(string cluster, ReconcileOutcome outcome) => Interlocked.Read(ref Of(cluster).Passes[(int)outcome]);

    public void Dispose() => _meter.Dispose();

    private Counts Of(string cluster) => _clusters.GetOrAdd(cluster, static _ => new Counts());

    private IEnumerable<Measurement<long>> ReadPasses() =>
        from pair in _clusters
        from one in Outcomes
        select new Measurement<long>(Interlocked.Read(ref pair.Value.Passes[(int)one.Outcome]), new("cluster", pair.Key), new("outcome", one.Word));

    private IEnumerable<Measurement<long>> ReadWrites() =>
        _clusters.Select(static pair => new Measurement<long>(Interlocked.Read(ref pair.Value.Writes), new KeyValuePair<string, object?>("cluster", pair.Key)));

    private sealed class Counts
    {
        public readonly long[] Passes = new long[Outcomes.Length];
        public long Writes;
    }
}
