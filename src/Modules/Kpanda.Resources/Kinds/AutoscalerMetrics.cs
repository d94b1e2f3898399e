using System.Globalization;
using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

/// <summary>What an autoscaler measures, as lists show it: what is now of what is wanted, metric by metric (<c>cpu: 45%/80%</c>).</summary>
internal static class AutoscalerMetrics
{
    private static readonly string[] Sources = ["resource", "pods", "object", "external"];

    public static string Text(JsonElement autoscaler) => string.Join(", ", autoscaler.Items("spec", "metrics").Select(metric =>
    {
        var (name, wanted) = Read(metric, "target");
        var now = autoscaler.Items("status", "currentMetrics").Select(current => Read(current, "current")).FirstOrDefault(current => current.Name == name).Figure;
        return $"{name}: {(string.IsNullOrEmpty(now) ? "?" : now)}/{wanted}";
    }));

    private static (string Name, string Figure) Read(JsonElement metric, string value)
    {
        foreach (var source in Sources)
        {
            if (metric.At(source) is not { ValueKind: JsonValueKind.Object } found) continue;
            return (found.Text("name") is { Length: > 0 } resource ? resource : found.Text("metric", "name"), Figure(found.At(value)));
        }

        return ("", "");
    }

    private static string Figure(JsonElement value)
    {
        if (value.Number(0, "averageUtilization") is var share and not 0) return string.Create(CultureInfo.InvariantCulture, $"{share}%");
        return value.Text("averageValue") is { Length: > 0 } average ? average : value.Text("value");
    }
}
