using System.Text;

namespace Kpanda.Server.Metrics;

/// <summary>One metric and its series, one per set of labels. Safe for concurrent use.</summary>
internal sealed class Metric(string name, string help, MetricKind kind, bool isObserved, bool isRunningSum, IReadOnlyList<double> bounds)
{
    // Labels come from requests too: without a bound, somebody could fill the memory with them.
    private const int MaxSeries = 2000;

    // Gauges of the server itself: one for each kind of each of a thousand clusters is allowed.
    private const int MaxObservedSeries = 100_000;

    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public string Name => name;

    public string Help => help;

    public MetricKind Kind => kind;

    public IReadOnlyList<double> Bounds => bounds;

    /// <summary>One set of labels, as they are printed.</summary>
    internal sealed record Series(string Labels)
    {
        public double Value { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; init; } = [];

        public bool IsCurrent { get; set; } = true;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= (isObserved ? MaxObservedSeries : MaxSeries)) return;
                _series[labels] = series = new Series(labels) { Buckets = new long[kind == MetricKind.Histogram ? bounds.Count + 1 : 0] };
            }

            if (isObserved)
            {
                // Two instances of an instrument with the same labels (two meters, two servers) add up.
                series.Value = series.IsCurrent && series.Count > 0 ? series.Value + value : value;
                series.Count = 1;
                series.IsCurrent = true;
                return;
            }

            series.Value = kind == MetricKind.Gauge && !isRunningSum ? value : series.Value + value;
            series.Count++;
            if (kind == MetricKind.Histogram) series.Buckets[BucketOf(value)]++;
        }
    }

    /// <summary>Observed values are read anew each time; what is no longer reported is gone.</summary>
    public void BeginObservation()
    {
        if (!isObserved) return;
        lock (_lock)
        {
            foreach (var (labels, series) in _series.ToList())
            {
                if (!series.IsCurrent) _series.Remove(labels);
                series.IsCurrent = false;
                series.Count = 0;
            }
        }
    }

    public IReadOnlyList<Series> Read()
    {
        lock (_lock)
        {
            return [.. _series.Values.Where(series => series.IsCurrent).Select(series => series with { Buckets = [.. series.Buckets] }).OrderBy(series => series.Labels, StringComparer.Ordinal)];
        }
    }

    private int BucketOf(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket]) bucket++;
        return bucket;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var text = new StringBuilder();
        foreach (var (label, value) in tags)
        {
            if (text.Length > 0) text.Append(',');
            PrometheusText.AppendLabel(text, label, value);
        }

        return text.ToString();
    }
}
