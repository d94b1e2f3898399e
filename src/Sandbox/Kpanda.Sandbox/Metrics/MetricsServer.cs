using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Custom;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Metrics;

/// <summary>metrics.k8s.io/v1beta1: what nodes and pods use, as a metrics server answers. Nothing of it is stored; <see cref="PodUsage"/> has the figures.</summary>
internal static class MetricsServer
{
    private const string Group = "metrics.k8s.io";
    private const string Version = "v1beta1";

    // What a node uses beside its pods: kubelet, runtime, system.
    private const decimal NodeCpus = 0.12m;
    private const long NodeMemory = 600L << 20;

    /// <summary>Lets a cluster serve the group.</summary>
    public static void Serve(SandboxCluster cluster) => cluster.Kinds.SetCustom(Group, [Kind("nodes", "NodeMetrics", namespaced: false), Kind("pods", "PodMetrics", namespaced: true)]);

    /// <summary>Whether a kind is one of these.</summary>
    public static bool Handles(KindInfo kind) => kind.Gvr.Group == Group;

    /// <summary>Answers get and list.</summary>
    public static Answer Answer(ApiRequest request)
    {
        var (query, failure) = ListQuery.Parse(request);
        if (query is null) return failure!;
        var cluster = request.Cluster;
        var now = cluster.Time.GetUtcNow();
        if (request.Verb == "get")
        {
            var storage = request.Kind.Gvr.Resource == "nodes" ? BuiltIn.Nodes : BuiltIn.Pods;
            var found = cluster.Store.Get(storage, request.Namespace, request.Name) is { } one ? Of(cluster, storage, [one], now).FirstOrDefault() : null;
            return found is null ? Failure.NotFound(request.Resource, request.Name) : new ObjectAnswer(200, request.Kind, found);
        }

        var list = request.Kind.Gvr.Resource == "nodes" ? cluster.Store.Snapshot(BuiltIn.Nodes, "") : cluster.Store.Snapshot(BuiltIn.Pods, request.Namespace);
        var selected = list.Items.Where(query.Selects).ToList();
        return new ListAnswer(request.Kind, [.. Of(cluster, request.Kind.Gvr.Resource == "nodes" ? BuiltIn.Nodes : BuiltIn.Pods, selected, now)], list.ResourceVersion);
    }

    /// <summary>What a node uses: its system and the pods on it.</summary>
    public static (decimal Cpus, long Bytes) OfNode(IEnumerable<JsonObject> pods, DateTimeOffset now)
    {
        var (cpus, bytes) = (NodeCpus, NodeMemory);
        foreach (var usage in pods.SelectMany(pod => PodUsage.Of(pod, now)))
        {
            cpus += usage.Cpus;
            bytes += usage.MemoryBytes;
        }

        return (cpus, bytes);
    }

    private static IEnumerable<StoredObject> Of(SandboxCluster cluster, GroupResource storage, IReadOnlyList<StoredObject> objects, DateTimeOffset now)
    {
        if (storage == BuiltIn.Pods) return objects.Select(pod => Pod(pod.ToNode(), now)).OfType<StoredObject>();
        var pods = cluster.Store.List(BuiltIn.Pods).Select(pod => pod.ToNode()).ToLookup(pod => pod.TextAt("spec", "nodeName") ?? "");
        return objects.Select(node => node.ToNode()).Where(node => Conditions.IsTrue(node.ObjectAt("status"), "Ready")).Select(node => Node(node, pods[node.Name()], now));
    }

    // Null for a pod that nothing has been measured of yet.
    private static StoredObject? Pod(JsonObject pod, DateTimeOffset now)
    {
        var usages = PodUsage.Of(pod, now);
        if (usages.Count == 0) return null;
        var containers = usages.Select(usage => (JsonNode)new JsonObject { ["name"] = usage.Name, ["usage"] = Usage(usage.Cpus, usage.MemoryBytes) });
        return Made("PodMetrics", pod, now, "containers", new JsonArray([.. containers]));
    }

    private static StoredObject Node(JsonObject node, IEnumerable<JsonObject> pods, DateTimeOffset now)
    {
        var (cpus, bytes) = OfNode(pods, now);
        return Made("NodeMetrics", node, now, "usage", Usage(cpus, bytes));
    }

    private static StoredObject Made(string kind, JsonObject of, DateTimeOffset now, string field, JsonNode value)
    {
        var meta = new JsonObject { ["name"] = of.Name(), ["creationTimestamp"] = KubeJson.Timestamp(now) };
        if (of.Namespace().Length > 0) meta["namespace"] = of.Namespace();
        if (of.ObjectAt("metadata", "labels") is { } labels) meta["labels"] = labels.DeepClone();
        return StoredObject.From(new GroupResource(Group, kind), new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = $"{Group}/{Version}",
            ["metadata"] = meta,
            ["timestamp"] = KubeJson.Timestamp(PodUsage.MeasuredAt(now)),
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{(int)PodUsage.Window.TotalSeconds}s"),
            [field] = value,
        });
    }

    private static JsonObject Usage(decimal cpus, long bytes) => new()
    {
        ["cpu"] = string.Create(CultureInfo.InvariantCulture, $"{(long)(cpus * 1_000_000_000)}n"),
        ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}Ki"),
    };

    private static CustomKind Kind(string resource, string kind, bool namespaced)
    {
        var info = new KindInfo(new GroupVersionResource(Group, Version, resource), kind, namespaced) { Singular = "", Verbs = ["get", "list"], Custom = true };
        return new CustomKind(info, new StructuralSchema([], root: true), Served: true, Storage: false) { Version = [] };
    }
}
