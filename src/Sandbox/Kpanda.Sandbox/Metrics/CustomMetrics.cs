using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Custom;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Metrics;

/// <summary>
/// What a metrics adapter would know: figures of pods and other objects (<c>custom.metrics.k8s.io</c>) and of things outside (<c>external.metrics.k8s.io</c>). Annotations tell them:
/// <c>metrics.sandbox.kpanda.io/NAME</c> of an object its own, <c>external.metrics.sandbox.kpanda.io/NAME</c> of a namespace the outer ones, such as <c>30</c> or, with labels,
/// <c>queue=mail:30; queue=orders:7</c>. The groups are served from the first such annotation on, as they are where an adapter is installed. Thread-safe.
/// </summary>
internal sealed class CustomMetrics
{
    /// <summary>The group of figures of objects.</summary>
    public const string Group = "custom.metrics.k8s.io";

    /// <summary>The group of figures of things outside.</summary>
    public const string ExternalGroup = "external.metrics.k8s.io";

    private const string Prefix = "metrics.sandbox.kpanda.io/";
    private const string ExternalPrefix = "external." + Prefix;
    private static readonly byte[] Sought = Encoding.UTF8.GetBytes(Prefix);
    private static readonly string[] Versions = ["v1beta2", "v1beta1"];
    private static readonly string[] ExternalVersions = ["v1beta1"];

    private readonly SandboxCluster cluster;
    private readonly Lock gate = new();
    private readonly SortedSet<(string Resource, bool Namespaced)> known = [];
    private readonly SortedSet<string> external = new(StringComparer.Ordinal);

    public CustomMetrics(SandboxCluster cluster)
    {
        this.cluster = cluster;
        cluster.Store.Subscribe(null, change => Learn(change.Object));
    }

    /// <summary>Whether anything tells figures of objects.</summary>
    public bool Serves => cluster.Kinds.All.Any(kind => kind.Gvr.Group == Group);

    /// <summary>Whether anything tells outer figures.</summary>
    public bool ServesExternal => cluster.Kinds.All.Any(kind => kind.Gvr.Group == ExternalGroup);

    /// <summary>Learns from objects that were loaded without events.</summary>
    public void Refresh()
    {
        foreach (var item in cluster.Store.Resources().SelectMany(resource => cluster.Store.List(resource))) Learn(item);
    }

    /// <summary>A figure of an object, or null where it has none of that name.</summary>
    public static decimal? Of(JsonObject item, string metric) => item.Annotation(Prefix + metric) is { } text && Quantity.TryParse(text, out var quantity) ? quantity.Value : null;

    /// <summary>The outer figures of that name in a namespace, with the labels of each.</summary>
    public IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, decimal Value)> External(string ns, string metric, LabelSelector selector)
    {
        if (cluster.Store.Get(BuiltIn.Namespaces, "", ns)?.ToNode().Annotation(ExternalPrefix + metric) is not { } text) return [];
        return [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Series).Where(series => selector.Matches(series.Labels))];
    }

    private static (IReadOnlyDictionary<string, string> Labels, decimal Value) Series(string text)
    {
        var colon = text.LastIndexOf(':');
        var labels = (colon < 0 ? "" : text[..colon]).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(label => label.Split('=', 2)).Where(label => label.Length == 2).ToDictionary(label => label[0], label => label[1], StringComparer.Ordinal);
        return (labels, ResourceAmounts.Parse(text[(colon + 1)..].Trim()));
    }

    private void Learn(StoredObject item)
    {
        // Nearly no object has one: its bytes are looked through before it is read.
        if (item.Json.Span.IndexOf(Sought) < 0 || item.ToNode().ObjectAt("metadata", "annotations") is not { } annotations) return;
        lock (gate)
        {
            var learnt = false;
            foreach (var (name, _) in annotations)
            {
                if (name.StartsWith(ExternalPrefix, StringComparison.Ordinal)) learnt |= item.Resource == BuiltIn.Namespaces && external.Add(name[ExternalPrefix.Length..]);
                else if (name.StartsWith(Prefix, StringComparison.Ordinal)) learnt |= known.Add(($"{item.Resource}/{name[Prefix.Length..]}", item.Key.Namespace.Length > 0));
            }

            if (!learnt) return;
            if (known.Count > 0) cluster.Kinds.SetCustom(Group, [.. Versions.SelectMany(version => known.Select(entry => Kind(Group, version, entry.Resource, "MetricValueList", entry.Namespaced)))]);
            if (external.Count > 0) cluster.Kinds.SetCustom(ExternalGroup, [.. ExternalVersions.SelectMany(version => external.Select(name => Kind(ExternalGroup, version, name, "ExternalMetricValueList", namespaced: true)))]);
        }
    }

    private static CustomKind Kind(string group, string version, string resource, string kind, bool namespaced)
    {
        var info = new KindInfo(new GroupVersionResource(group, version, resource), kind, namespaced) { Singular = "", Verbs = ["get"], Custom = true };
        return new CustomKind(info, new StructuralSchema([], root: true), Served: true, Storage: false) { Version = [] };
    }
}
