namespace Kpanda.Server.Metrics;

/// <summary>The kinds of the Prometheus text format.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
