using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>HorizontalPodAutoscaler v1 knows one metric; v2, which is kept, a list.</summary>
internal static class AutoscalingV1
{
    public static void FromV2(JsonObject node)
    {
        if (node["spec"] is JsonObject spec)
        {
            var target = Cpu(spec["metrics"] as JsonArray).Child("resource", "target").Number("averageUtilization");
            spec.Remove("metrics");
            spec.Remove("behavior");
            if (target is { } percent) spec["targetCPUUtilizationPercentage"] = percent;
        }

        if (node["status"] is not JsonObject status) return;
        var current = Cpu(status["currentMetrics"] as JsonArray).Child("resource", "current").Number("averageUtilization");
        status.Remove("currentMetrics");
        status.Remove("conditions");
        status["currentReplicas"] ??= 0;
        status["desiredReplicas"] ??= 0;
        if (current is { } used) status["currentCPUUtilizationPercentage"] = used;
    }

    public static void ToV2(JsonObject node)
    {
        if (node["spec"] is JsonObject spec && spec.Number("targetCPUUtilizationPercentage") is { } percent)
        {
            spec.Remove("targetCPUUtilizationPercentage");
            spec["metrics"] = new JsonArray(Metric("target", new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent }));
        }

        if (node["status"] is not JsonObject status || status.Number("currentCPUUtilizationPercentage") is not { } used) return;
        status.Remove("currentCPUUtilizationPercentage");
        status["currentMetrics"] = new JsonArray(Metric("current", new JsonObject { ["averageUtilization"] = used }));
    }

    private static JsonObject? Cpu(JsonArray? metrics) =>
        metrics?.OfType<JsonObject>().FirstOrDefault(m => m.Text("type") == "Resource" && m.Child("resource").Text("name") == "cpu");

    private static JsonObject Metric(string side, JsonObject value) => new() { ["type"] = "Resource", ["resource"] = new JsonObject { ["name"] = "cpu", [side] = value } };
}
