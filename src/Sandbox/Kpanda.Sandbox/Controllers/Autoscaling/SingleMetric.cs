using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>How many replicas a figure of another object, or of something outside the cluster, asks for: compared as a whole, or by what falls to each pod.</summary>
internal sealed class SingleMetric(ControlPlane plane, JsonObject metric, string ns, (decimal Up, decimal Down) tolerance)
{
    private readonly bool _external = metric.TextAt("type") == "External";
    private readonly string _field = metric.TextAt("type") == "External" ? "external" : "object";

    private JsonObject Source => metric.ObjectAt(_field) ?? [];

    private string Metric => Source.TextAt("metric", "name") ?? "";

    private string Selector => SelectorWords(Source.ObjectAt("metric", "selector"));

    private string Reason => _external ? "FailedGetExternalMetric" : "FailedGetObjectMetric";

    /// <summary>What the metric asks for of a workload of this size.</summary>
    public MetricProposal Propose(ScaleTarget target, IReadOnlyList<JsonObject> pods)
    {
        var average = Source.At("target", "averageValue");
        var (usage, problem) = _external ? Outer() : OfObject();
        if (usage is not { } used)
            return MetricProposal.None(Reason, problem) with { Name = Failed(average is not null) };
        if (average is not null)
            return PerPod(used, ResourceAmounts.Parse(average), target.Actual);
        var wanted = ResourceAmounts.Parse(Source.At("target", "value"));
        var ratio = wanted == 0 ? decimal.MaxValue : used / wanted;
        var ready = pods.Count(pod => pod.TextAt("status", "phase") == "Running" && pod.IsReady());
        if (pods.Count == 0)
            return MetricProposal.None(Reason, "unable to calculate ready pods: no pods returned by selector while calculating replica count") with { Name = Failed(average: false) };
        var size = IsWithinTolerance(ratio) ? target.Wanted : Ceiling(ratio, ready);
        return new(size, _external ? $"external metric {Metric}({Selector})" : $"{Source.TextAt("describedObject", "kind")} metric {Metric}", Entry("value", used));
    }

    private MetricProposal PerPod(decimal used, decimal wanted, int replicas)
    {
        var size = replicas;
        if (replicas == 0 || wanted == 0 || !IsWithinTolerance(used / (wanted * replicas)))
            size = wanted == 0 ? int.MaxValue : Ceiling(used / wanted, 1);
        var each = replicas == 0 ? used : Math.Ceiling(used * 1000 / replicas) / 1000;
        return new(size, $"external metric {Metric}({Selector})", Entry("averageValue", each));
    }

    private (decimal? Value, string Problem) OfObject()
    {
        var reference = Source.ObjectAt("describedObject");
        var (kindName, name) = (reference.TextAt("kind") ?? "", reference.TextAt("name") ?? "");
        var version = reference.TextAt("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : version[..slash];
        var (value, why) = Read();
        // The parts stand where Kubernetes puts them.
        return (value, $"unable to get metric {Metric}: {kindName} on {ns} {name}/unable to fetch metrics from custom metrics API: {why}");

        (decimal? Value, string Problem) Read()
        {
            if (!plane.Cluster.CustomMetrics.Serves)
                return (null, "no custom metrics API (custom.metrics.k8s.io) registered");
            if (plane.Cluster.Kinds.All.FirstOrDefault(kind => kind.Gvr.Group == group && kind.Kind == kindName) is not { } kind)
                return (null, $"no matches for kind \"{kindName}\" in group \"{group}\"");
            var key = kind.Namespaced ? new ObjectKey(ns, name) : new ObjectKey("", kind.Storage == BuiltIn.Namespaces ? ns : name);
            return plane.Get(kind.Storage, key) is { } item && CustomMetrics.Of(item, Metric) is { } found
                ? (found, "")
                : (null, $"the server could not find the metric {Metric} for {kind.Gvr.GroupResource} {name}");
        }
    }

    private (decimal? Value, string Problem) Outer()
    {
        var prefix = $"unable to get external metric {ns}/{Metric}/{Selector}: unable to fetch metrics from external metrics API: ";
        if (!plane.Cluster.CustomMetrics.ServesExternal)
            return (null, $"{prefix}the server could not find the requested resource (get {Metric}.external.metrics.k8s.io)");
        var selector = LabelSelector.TryRead(Source.ObjectAt("metric", "selector") ?? [], out var read, out _) ? read : LabelSelector.Everything;
        var series = plane.Cluster.CustomMetrics.External(ns, Metric, selector);
        return series.Count == 0
            ? (null, $"unable to get external metric {ns}/{Metric}/{Selector}: no metrics returned from external metrics API")
            : (series.Sum(one => one.Value), "");
    }

    // What comes before the problem in the event about all metrics.
    private string Failed(bool average) => (_external, average) switch
    {
        (true, true) => $"failed to get {Metric} external metric value: failed to get {Metric} external metric: ",
        (true, false) => $"failed to get {Metric} external metric value: failed to get external metric {Metric}: ",
        (false, true) => $"failed to get object metric value: failed to get {Metric} object metric: ",
        _ => "failed to get object metric value: ",
    };

    private JsonObject Entry(string field, decimal value)
    {
        var source = new JsonObject { ["metric"] = Source.ObjectAt("metric").Copy(), ["current"] = new JsonObject { [field] = Quantity.Of(decimal.Truncate(value * 1000) / 1000).ToString() } };
        if (!_external)
            source["describedObject"] = Source.ObjectAt("describedObject").Copy();
        return new JsonObject { ["type"] = metric.TextAt("type"), [_field] = source };
    }

    private bool IsWithinTolerance(decimal ratio) => ratio >= 1 - tolerance.Down && ratio <= 1 + tolerance.Up;

    private static int Ceiling(decimal ratio, int by) => ratio > int.MaxValue / (decimal)Math.Max(1, by) ? int.MaxValue : (int)Math.Ceiling(ratio * by);

    /// <summary>A selector as Go prints it.</summary>
    public static string SelectorWords(JsonObject? selector)
    {
        if (selector is null)
            return "nil";
        var labels = string.Concat(selector.MapAt("matchLabels").OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}: {label.Value},"));
        var expressions = string.Concat(selector.ObjectsAt("matchExpressions")
            .Select(item => $"LabelSelectorRequirement{{Key:{item.TextAt("key")},Operator:{item.TextAt("operator")},Values:[{string.Join(' ', item.ArrayAt("values").Texts())}],}},"));
        return $"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},MatchExpressions:[]LabelSelectorRequirement{{{expressions}}},}}";
    }
}
