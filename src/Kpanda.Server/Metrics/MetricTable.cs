using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kpanda.Server.Metrics;

/// <summary>All metrics that are kept. Safe for concurrent use.</summary>
internal sealed class MetricTable
{
    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly Lock _collecting = new();

    /// <summary>Makes observable instruments report now.</summary>
    public Action Observing { get; set; } = () => { };

    /// <summary>The metric of an instrument; null where its kind is not known.</summary>
    public Metric? TryAdd(Instrument instrument)
    {
        if (KindOf(instrument) is not { } kind) return null;
        var isObserved = instrument.IsObservable;
        var isRunningSum = isObserved || instrument.GetType().Name.StartsWith("UpDown", StringComparison.Ordinal);
        return _metrics.GetOrAdd(
            PrometheusText.NameOf(instrument.Name, instrument.Unit, kind),
            name => new Metric(name, instrument.Description ?? "", kind, isObserved, isRunningSum, Bounds(instrument)));
    }

    public IReadOnlyList<Metric> Collect()
    {
        lock (_collecting)
        {
            foreach (var metric in _metrics.Values) metric.BeginObservation();
            Observing();
        }

        return [.. _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    private static MetricKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        if (type.StartsWith("Histogram", StringComparison.Ordinal)) return MetricKind.Histogram;
        if (type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal)) return MetricKind.Counter;
        return type.Contains("UpDownCounter", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? MetricKind.Gauge : null;
    }

    private static IReadOnlyList<double> Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => advised,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ when instrument.Unit == "s" => [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        _ => [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000],
    };
}
