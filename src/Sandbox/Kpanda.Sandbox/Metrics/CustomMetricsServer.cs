using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Metrics;

/// <summary>
/// Answers <c>custom.metrics.k8s.io</c> (<c>…/namespaces/NS/pods/*/NAME</c>, <c>…/namespaces/NS/ingresses.networking.k8s.io/main/NAME</c>, <c>…/namespaces/NS/metrics/NAME</c>) and
/// <c>external.metrics.k8s.io</c> (<c>…/namespaces/NS/NAME</c>), as a metrics adapter does.
/// </summary>
internal static class CustomMetricsServer
{
    /// <summary>Whether a path is one of these groups'.</summary>
    public static bool Handles(SandboxCluster cluster, ResourcePath target) =>
        (target.Group == CustomMetrics.Group && cluster.CustomMetrics.Serves) || (target.Group == CustomMetrics.ExternalGroup && cluster.CustomMetrics.ServesExternal);

    /// <summary>The answer to a GET: a list of values, or a failure.</summary>
    public static (JsonObject? List, KubeStatus? Failure) Answer(SandboxCluster cluster, ResourcePath target, IQueryCollection query)
    {
        var asked = query["labelSelector"].ToString();
        if (!LabelSelector.TryParse(asked, out var selector, out var problem)) return (null, Failure.BadRequest(problem));
        var now = KubeJson.Timestamp(PodUsage.MeasuredAt(cluster.Time.GetUtcNow()));
        return target.Group == CustomMetrics.Group ? OfObjects(cluster, target, selector, now) : (External(cluster, target, selector, now), null);
    }

    private static (JsonObject? List, KubeStatus? Failure) OfObjects(SandboxCluster cluster, ResourcePath target, LabelSelector selector, string now)
    {
        // …/namespaces/NS/metrics/NAME is a figure of the namespace itself.
        var ofNamespace = target.Resource == "metrics" && target.Subresource.Length == 0;
        var (resource, name, metric) = ofNamespace ? (BuiltIn.Namespaces, target.Namespace, target.Name) : (ResourceOf(target.Resource), target.Name, target.Subresource);
        if (cluster.Kinds.Find(resource) is not { } kind) return (null, NotFound(metric, resource, ""));
        var ns = ofNamespace || !kind.Namespaced ? "" : target.Namespace;
        var all = name == "*";
        IEnumerable<StoredObject> objects = all
            ? cluster.Store.List(kind.Storage, ns).Where(item => selector.Matches(item.Labels))
            : cluster.Store.Get(kind.Storage, ns, name) is { } one ? [one] : [];
        JsonArray items = [];
        foreach (var item in objects.Select(stored => stored.ToNode()))
        {
            if (CustomMetrics.Of(item, metric) is { } value) items.Add(Value(kind, item, metric, value, target.Version, now));
        }

        if (items.Count == 0) return (null, NotFound(metric, resource, all ? "" : name));
        return (List("MetricValueList", target, items), null);
    }

    private static JsonObject External(SandboxCluster cluster, ResourcePath target, LabelSelector selector, string now)
    {
        var items = cluster.CustomMetrics.External(target.Namespace, target.Resource, selector).Select(series => (JsonNode)new JsonObject
        {
            ["metricName"] = target.Resource,
            ["metricLabels"] = new JsonObject(series.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["timestamp"] = now,
            ["value"] = Quantity.Of(series.Value).ToString(),
        });
        return List("ExternalMetricValueList", target, new JsonArray([.. items]));
    }

    // Objects of other groups than the first are named with theirs: ingresses.networking.k8s.io.
    private static GroupResource ResourceOf(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new("", name) : new(name[(dot + 1)..], name[..dot]);
    }

    private static JsonObject Value(KindInfo kind, JsonObject item, string metric, decimal value, string version, string now)
    {
        var about = new JsonObject { ["kind"] = kind.Kind };
        if (item.Namespace().Length > 0) about["namespace"] = item.Namespace();
        about["name"] = item.Name();
        // An adapter writes the empty group, too.
        about["apiVersion"] = $"{kind.Gvr.Group}/{kind.Gvr.Version}";
        JsonObject written = new() { ["describedObject"] = about };
        if (version == "v1beta1") written["metricName"] = metric;
        else written["metric"] = new JsonObject { ["name"] = metric, ["selector"] = null };
        written["timestamp"] = now;
        written["value"] = Quantity.Of(value).ToString();
        if (version == "v1beta1") written["selector"] = null;
        return written;
    }

    private static JsonObject List(string kind, ResourcePath target, JsonArray items) =>
        new() { ["kind"] = kind, ["apiVersion"] = $"{target.Group}/{target.Version}", ["metadata"] = new JsonObject(), ["items"] = items };

    private static KubeStatus NotFound(string metric, GroupResource resource, string name) => new()
    {
        Code = 404,
        Reason = "NotFound",
        Message = $"the server could not find the metric {metric} for {resource}{(name.Length == 0 ? "" : " " + name)}",
    };
}
