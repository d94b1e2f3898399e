using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>What an autoscaler measures and aims at.</summary>
internal static class AutoscalerCells
{
    private const string Unknown = "<unknown>";

    public static string Targets(JsonObject obj)
    {
        var metrics = Cells.List(obj.Child("spec"), "metrics").ToList();
        var current = Cells.List(obj.Child("status"), "currentMetrics").ToList();
        List<string> shown = [];
        for (var i = 0; i < metrics.Count && i < 2; i++) shown.Add(Target(metrics[i], i < current.Count ? current[i] : null));
        if (shown.Count == 0) return Cells.None;
        var text = string.Join(", ", shown);
        return metrics.Count > 2 ? $"{text} + {metrics.Count - 2} more..." : text;
    }

    private static string Target(JsonObject metric, JsonObject? current)
    {
        var source = metric.Text("type") switch
        {
            "Resource" => "resource",
            "ContainerResource" => "containerResource",
            "Pods" => "pods",
            "Object" => "object",
            "External" => "external",
            _ => "",
        };
        var target = metric.Child(source, "target");
        var now = current.Child(source, "current");
        var name = source.EndsWith("esource", StringComparison.Ordinal) ? metric.Child(source).Text("name") + ": " : "";
        if (target.Text("averageValue") is { } average) return $"{name}{now.Text("averageValue") ?? Unknown}/{average}{(source is "object" or "external" ? " (avg)" : "")}";
        if (target.Number("averageUtilization") is { } utilization) return $"{name}{(now.Number("averageUtilization") is { } used ? $"{used}%" : Unknown)}/{utilization}%";
        return $"{name}{now.Text("value") ?? Unknown}/{target.Text("value") ?? "<auto>"}";
    }
}
