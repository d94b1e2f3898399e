using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>HorizontalPodAutoscaler v2beta1 spreads over many fields what v2, which is kept, has in <c>metric</c> and <c>target</c> (or <c>current</c>).</summary>
internal static class AutoscalingV2Beta1
{
    private static readonly string[] Kinds = ["resource", "containerResource", "pods", "object", "external"];

    public static void FromV2(JsonObject node)
    {
        node.Child("spec")?.Remove("behavior");
        foreach (var (source, kind, side) in Sources(node))
        {
            var value = source[side] as JsonObject ?? [];
            var metric = source["metric"] as JsonObject;
            var subject = source["describedObject"];
            foreach (var name in (ReadOnlySpan<string>)[side, "metric", "describedObject"]) source.Remove(name);
            if (kind is "resource" or "containerResource")
            {
                Set(source, side + "AverageUtilization", value["averageUtilization"]);
                Set(source, side + "AverageValue", value["averageValue"]);
                continue;
            }

            Set(source, "metricName", metric?["name"]);
            Set(source, kind == "external" ? "metricSelector" : "selector", metric?["selector"]);
            Set(source, "target", subject);
            switch (kind)
            {
                case "pods":
                    Set(source, side + "AverageValue", value["averageValue"]);
                    break;
                case "object":
                    Set(source, side == "target" ? "targetValue" : "currentValue", value["value"] ?? value["averageValue"]);
                    Set(source, "averageValue", value["averageValue"]);
                    break;
                default:
                    Set(source, side + "Value", value["value"]);
                    Set(source, side + "AverageValue", value["averageValue"]);
                    break;
            }
        }
    }

    public static void ToV2(JsonObject node)
    {
        foreach (var (source, kind, side) in Sources(node))
        {
            JsonObject value = [];
            if (kind == "object")
            {
                Move(source, "target", source, "describedObject");
                Move(source, "averageValue", value, "averageValue");
            }

            Move(source, side + "AverageUtilization", value, "averageUtilization");
            Move(source, side + "AverageValue", value, "averageValue");
            Move(source, side + "Value", value, "value");
            if (value.ContainsKey("averageValue") && kind == "object") value.Remove("value");
            if (side == "target") value["type"] = value.ContainsKey("averageUtilization") ? "Utilization" : value.ContainsKey("averageValue") ? "AverageValue" : "Value";
            if (kind is not ("resource" or "containerResource"))
            {
                JsonObject metric = [];
                Move(source, "metricName", metric, "name");
                Move(source, kind == "external" ? "metricSelector" : "selector", metric, "selector");
                source["metric"] = metric;
            }

            source[side] = value;
        }
    }

    private static List<(JsonObject Source, string Kind, string Side)> Sources(JsonObject node) =>
        [.. Of(node.Child("spec").Each("metrics"), "target"), .. Of(node.Child("status").Each("currentMetrics"), "current")];

    private static IEnumerable<(JsonObject Source, string Kind, string Side)> Of(IEnumerable<JsonObject> metrics, string side) =>
        from metric in metrics
        from kind in Kinds
        where metric[kind] is JsonObject
        select ((JsonObject)metric[kind]!, kind, side);

    private static void Set(JsonObject node, string name, JsonNode? value)
    {
        if (value is not null) node[name] = value.DeepClone();
    }

    private static void Move(JsonObject from, string name, JsonObject to, string newName)
    {
        if (from[name] is not { } value) return;
        from.Remove(name);
        to[newName] = value.DeepClone();
    }
}
