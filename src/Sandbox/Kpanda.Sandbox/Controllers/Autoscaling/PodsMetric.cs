using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>
/// How many replicas the use of a resource, or another figure of the pods, asks for, by the rules of Kubernetes' autoscaler: pods that are starting or were not measured count only against
/// a change, and a change within the tolerance is none.
/// </summary>
internal sealed class PodsMetric(SandboxCluster cluster, JsonObject metric, IReadOnlyList<JsonObject> pods, (decimal Up, decimal Down) tolerance, DateTimeOffset now)
{
    private static readonly TimeSpan StartOfUse = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartOfReadiness = TimeSpan.FromSeconds(30);

    private readonly string _field = metric.TextAt("type") switch { "ContainerResource" => "containerResource", "Pods" => "pods", _ => "resource" };
    private readonly Dictionary<string, decimal> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _starting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unmeasured = new(StringComparer.Ordinal);

    private JsonObject Source => metric.ObjectAt(_field) ?? [];

    private bool _measured;

    private string Resource => Source.TextAt("name") ?? "";

    /// <summary>The name of a figure that is no resource's, or null.</summary>
    private string? Figure => _field == "pods" ? Source.TextAt("metric", "name") ?? "" : null;

    private string? Container => _field == "containerResource" ? Source.TextAt("container") ?? "" : null;

    private JsonObject Target => Source.ObjectAt("target") ?? [];

    /// <summary>What the metric asks for where there are <paramref name="replicas"/> now.</summary>
    public MetricProposal Propose(int replicas)
    {
        var alive = pods.Where(pod => !pod.IsDeleting() && pod.TextAt("status", "phase") != "Failed").ToList();
        Sort(alive);
        if (Target.IntAt("averageUtilization") is { } utilization)
            return ByUtilization(alive, replicas, utilization);
        return ByAverage(alive, replicas, ResourceAmounts.Parse(Target["averageValue"]));
    }

    private void Sort(List<JsonObject> alive)
    {
        foreach (var pod in alive)
        {
            var name = pod.Name();
            var amount = Amount(pod);
            _measured |= amount is not null;
            if (pod.TextAt("status", "phase") == "Pending")
                _starting.Add(name);
            else if (amount is not { } used)
                _unmeasured.Add(name);
            else if (Resource == "cpu" && IsStarting(pod))
                _starting.Add(name);
            else
                _used[name] = used;
        }
    }

    private decimal? Amount(JsonObject pod)
    {
        if (Figure is { } figure)
            return CustomMetrics.Of(pod, figure);
        var amounts = PodUsage.Of(pod, now).Where(usage => Container is null || usage.Name == Container).ToList();
        return amounts.Count == 0 ? null : amounts.Sum(usage => Resource == "memory" ? usage.MemoryBytes : usage.Cpus);
    }

    private bool IsStarting(JsonObject pod)
    {
        if (Conditions.Find(pod.ObjectAt("status"), "Ready") is not { } ready || pod.TimeAt("status", "startTime") is not { } started)
            return true;
        var changed = ready.TimeAt("lastTransitionTime") ?? started;
        var isReady = ready.TextAt("status") == "True";
        if (started + StartOfUse > now)
            return !isReady || PodUsage.MeasuredAt(now) < changed + PodUsage.Window;
        return !isReady && started + StartOfReadiness > changed;
    }

    private MetricProposal ByUtilization(List<JsonObject> alive, int replicas, int wanted)
    {
        if (!_measured)
            return NotMeasured("utilization");
        var words = $"{Resource} {(Container is null ? "" : "container ")}resource utilization (percentage of request)";
        Dictionary<string, decimal> requests = new(StringComparer.Ordinal);
        foreach (var pod in alive)
        {
            foreach (var container in pod.ObjectsAt("spec", "containers").Where(item => Container is null || item.TextAt("name") == Container))
            {
                if (container.At("resources", "requests", Resource) is not { } request)
                    return Unknown("utilization", $"missing request for {Resource} in container {container.TextAt("name")} of Pod {pod.Name()}");
                requests[pod.Name()] = requests.GetValueOrDefault(pod.Name()) + ResourceAmounts.Parse(request);
            }
        }
        if (_used.Count == 0)
            return NotMeasured("utilization");
        var used = _used.Values.Sum();
        var percent = Percent(_used, requests);
        var current = new JsonObject { ["averageUtilization"] = percent, ["averageValue"] = Write(used / _used.Count) };
        var size = Size(replicas, (decimal)percent / wanted, missing: name => requests.GetValueOrDefault(name) * Math.Max(100, wanted) / 100,
            amounts => (decimal)Percent(amounts, requests) / wanted);
        return new(size, words, Entry(current));
    }

    private MetricProposal ByAverage(List<JsonObject> alive, int replicas, decimal wanted)
    {
        if (alive.Count == 0 || _used.Count == 0)
            return NotMeasured("usage");
        var average = _used.Values.Sum() / _used.Count;
        var size = Size(replicas, average / wanted, missing: _ => wanted, amounts => amounts.Values.Sum() / amounts.Count / wanted);
        return new(size, Figure is { } figure ? $"pods metric {figure}" : $"{Resource} resource", Entry(new JsonObject { ["averageValue"] = Write(average) }));
    }

    private int Size(int replicas, decimal ratio, Func<string, decimal> missing, Func<Dictionary<string, decimal>, decimal> ratioOf)
    {
        var startingCount = _starting.Count > 0 && ratio > 1;
        if (!startingCount && _unmeasured.Count == 0)
            return IsWithinTolerance(ratio) ? replicas : (int)Math.Ceiling(ratio * _used.Count);
        var amounts = new Dictionary<string, decimal>(_used, StringComparer.Ordinal);
        foreach (var name in _unmeasured)
        {
            // What was not measured is taken for what speaks against a change.
            if (ratio != 1)
                amounts[name] = ratio < 1 ? missing(name) : 0;
        }
        foreach (var name in startingCount ? _starting : [])
            amounts[name] = 0;
        var corrected = ratioOf(amounts);
        if (IsWithinTolerance(corrected) || (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1))
            return replicas;
        var size = (int)Math.Ceiling(corrected * amounts.Count);
        return (corrected < 1 && size > replicas) || (corrected > 1 && size < replicas) ? replicas : size;
    }

    private bool IsWithinTolerance(decimal ratio) => ratio >= 1 - tolerance.Down && ratio <= 1 + tolerance.Up;

    private static long Percent(Dictionary<string, decimal> used, Dictionary<string, decimal> requests)
    {
        var asked = used.Keys.Sum(name => requests.GetValueOrDefault(name));
        return asked == 0 ? 0 : (long)(used.Values.Sum() * 100 / asked);
    }

    private JsonObject Entry(JsonObject current)
    {
        var source = Figure is null ? new JsonObject { ["name"] = Resource } : new JsonObject { ["metric"] = Source.ObjectAt("metric").Copy() };
        if (Container is not null)
            source["container"] = Container;
        source["current"] = current;
        return new JsonObject { ["type"] = metric.TextAt("type"), [_field] = source };
    }

    // CPUs in thousandths, memory in bytes: what the autoscaler computes with.
    private string Write(decimal amount) => (Resource == "memory" ? Quantity.Bytes(decimal.Truncate(amount)) : Quantity.Of(decimal.Truncate(amount * 1000) / 1000)).ToString();

    private MetricProposal NotMeasured(string of) => Figure is { } figure ? NoFigure(figure) : _measured
        ? Unknown(of, "did not receive metrics for targeted pods (pods might be unready)")
        : Unknown(of, $"unable to get metrics for resource {Resource}: no metrics returned from resource metrics API");

    private MetricProposal NoFigure(string figure)
    {
        const string fetch = "unable to fetch metrics from custom metrics API: ";
        var problem = !cluster.CustomMetrics.Serves ? $"unable to get metric {figure}: {fetch}no custom metrics API (custom.metrics.k8s.io) registered"
            : !_measured ? $"unable to get metric {figure}: {fetch}the server could not find the metric {figure} for pods"
            : "did not receive metrics for targeted pods (pods might be unready)";
        return MetricProposal.None("FailedGetPodsMetric", problem) with { Name = "failed to get pods metric value: " };
    }

    private MetricProposal Unknown(string of, string problem)
    {
        var (reason, measured) = Container is null ? ("FailedGetResourceMetric", $"{Resource} resource") : ("FailedGetContainerResourceMetric", $"{Container} container");
        return MetricProposal.None(reason, $"failed to get {Resource} {of}: {problem}") with { Name = $"failed to get {measured} metric value: " };
    }
}
