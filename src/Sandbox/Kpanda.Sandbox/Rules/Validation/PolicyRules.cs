using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What autoscalers, disruption budgets and priority classes must say.</summary>
internal static class PolicyRules
{
    private const long HighestPriority = 1_000_000_000;
    private const string SystemPrefix = "system-";

    // The type of a metric and the field that describes it.
    private static readonly (string Type, string Field)[] Sources =
        [("Object", "object"), ("External", "external"), ("Pods", "pods"), ("Resource", "resource"), ("ContainerResource", "containerResource")];

    public static void Autoscaler(FieldPlace spec)
    {
        if (spec.Has("minReplicas") && spec.Number("minReplicas") < 1) spec.Errors.Invalid(spec.At("minReplicas"), spec.Number("minReplicas"), "must be greater than or equal to 1");
        var most = spec.Number("maxReplicas");
        if (most == 0) spec.Errors.Required(spec.At("maxReplicas"), "must be set and greater than 0");
        else if (most < 0) spec.Errors.Invalid(spec.At("maxReplicas"), most, "must be greater than or equal to 1");
        if (spec.Has("minReplicas") && most < spec.Number("minReplicas")) spec.Errors.Invalid(spec.At("maxReplicas"), most, "must be greater than or equal to `minReplicas`");
        var target = spec.In("scaleTargetRef");
        foreach (var field in (ReadOnlySpan<string>)["kind", "name"]) target.RequiredName(field, NameRules.PathSegment);
        if (target.Text("apiVersion") is var version && !version.Contains('/', StringComparison.Ordinal)) target.Errors.Invalid(target.At("apiVersion"), version, "apiVersion must specify API group");
        foreach (var metric in spec.Each("metrics")) Metric(metric);
    }

    public static void Budget(FieldPlace spec)
    {
        if (spec.Has("minAvailable") && spec.Has("maxUnavailable"))
            spec.Errors.InvalidRaw(spec.Path, spec.Object!.ToJsonString(Store.KubeJson.Options), "minAvailable and maxUnavailable cannot be both set");
        foreach (var field in (ReadOnlySpan<string>)["minAvailable", "maxUnavailable"]) spec.Share(field, whole: true);
        spec.Selector("selector");
        spec.OneOf("unhealthyPodEvictionPolicy", "AlwaysAllow", "IfHealthyBudget");
    }

    public static void PriorityClass(FieldPlace priority)
    {
        var name = priority.In("metadata").Text("name");
        if (name.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            if (name is not ("system-node-critical" or "system-cluster-critical"))
            {
                priority.Errors.Forbidden("metadata.name", $"priority class names with '{SystemPrefix}' prefix are reserved for system use only. error: {name} is not a known system priority class");
            }
        }
        else if (priority.Number("value") > HighestPriority)
        {
            priority.Errors.Forbidden("value", $"maximum allowed value of a user defined priority is {HighestPriority}");
        }

        priority.OneOf("preemptionPolicy", "PreemptLowerPriority", "Never");
    }

    private static void Metric(FieldPlace metric)
    {
        var type = metric.Text("type");
        if (type.Length == 0) metric.Errors.Required(metric.At("type"), "must specify a metric source type");
        var known = Sources.Any(s => s.Type == type);
        if (!known) metric.Errors.NotSupported(metric.At("type"), type, Sources.Select(s => s.Type).Order(StringComparer.Ordinal));
        var present = Sources.Where(s => metric.Has(s.Field)).Select(s => s.Field).ToList();
        if (present is ["resource", ..]) Resource(metric.In("resource"));
        var expected = Sources.FirstOrDefault(s => s.Type == type).Field;
        if (!known) metric.Errors.NotSupported(metric.At("type"), type, Sources.Select(s => s.Type).Order(StringComparer.Ordinal));
        else if (!present.Contains(expected)) metric.Errors.Required(metric.At(expected), "must populate information for the given metric source");
        if (present.Count == 1) return;
        foreach (var field in present.Where(f => f != expected)) metric.Errors.Forbidden(metric.At(field), "must populate the given metric source only");
    }

    private static void Resource(FieldPlace source)
    {
        source.Required("name", "must specify a resource name");
        var target = source.In("target");
        target.Required("type", "must specify a metric target type");
        if (target.Text("type") is not ("Utilization" or "Value" or "AverageValue") and var type) target.Errors.Invalid(target.At("type"), type, "must be either Utilization, Value, or AverageValue");
        foreach (var field in (ReadOnlySpan<string>)["value", "averageValue"])
        {
            if (Quantity.TryParse(target.Object?[field]?.ToString(), out var amount) && amount.Value <= 0) target.Errors.Invalid(target.At(field), amount.ToString(), "must be positive");
        }

        if (target.Has("averageUtilization") && target.Number("averageUtilization") < 1)
            target.Errors.Invalid(target.At("averageUtilization"), target.Number("averageUtilization"), "must be greater than 0");
        switch (target.Has("averageUtilization"), target.Has("averageValue"))
        {
            case (false, false):
                target.Errors.Required(target.At("averageUtilization"), "must set either a target raw value or a target utilization");
                break;
            case (true, true):
                target.Errors.Forbidden(target.At("averageValue"), "may not set both a target raw value and a target utilization");
                break;
        }
    }
}
