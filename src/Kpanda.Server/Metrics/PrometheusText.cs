using System.Globalization;
using System.Text;

namespace Kpanda.Server.Metrics;

/// <summary>The Prometheus text format, version 0.0.4, with OpenTelemetry's names made fit for it: <c>http.server.request.duration</c> in s is <c>http_server_request_duration_seconds</c>.</summary>
internal static class PrometheusText
{
    public static string Write(IReadOnlyList<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var all = metric.Read();
            if (all.Count == 0) continue;
            if (metric.Help.Length > 0) text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help.Replace('\n', ' ')).Append('\n');
            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var series in all)
            {
                if (metric.Kind == MetricKind.Histogram) AppendHistogram(text, metric, series);
                else AppendSample(text, metric.Name, series.Labels, Number(series.Value));
            }
        }

        return text.ToString();
    }

    public static string NameOf(string name, string? unit, MetricKind kind)
    {
        var text = new StringBuilder(Clean(name));
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (suffix.Length > 0 && !name.EndsWith(suffix[1..], StringComparison.Ordinal)) text.Append(suffix);
        if (kind == MetricKind.Counter && !name.EndsWith("total", StringComparison.Ordinal)) text.Append("_total");
        return text.ToString();
    }

    public static void AppendLabel(StringBuilder text, string label, object? value)
    {
        text.Append(Clean(label)).Append("=\"");
        foreach (var c in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
        {
            text.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }

    private static void AppendHistogram(StringBuilder text, Metric metric, Metric.Series series)
    {
        var count = 0L;
        for (var i = 0; i <= metric.Bounds.Count; i++)
        {
            count += series.Buckets[i];
            var bound = i < metric.Bounds.Count ? Number(metric.Bounds[i]) : "+Inf";
            var labels = series.Labels.Length == 0 ? $"le=\"{bound}\"" : $"{series.Labels},le=\"{bound}\"";
            AppendSample(text, metric.Name + "_bucket", labels, count.ToString(CultureInfo.InvariantCulture));
        }

        AppendSample(text, metric.Name + "_sum", series.Labels, Number(series.Value));
        AppendSample(text, metric.Name + "_count", series.Labels, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void AppendSample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static string Clean(string name)
    {
        var clean = name.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(clean[i])) clean[i] = '_';
        }

        return new string(clean);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
