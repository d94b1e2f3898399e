using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.DaemonSets;

/// <summary>The pods of a DaemonSet: one for each node that suits, tied to it by affinity.</summary>
internal static class DaemonPods
{
    private static readonly (string Key, string Effect)[] Endured =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"),
        ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"),
        ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"),
        ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    public static JsonObject Make(JsonObject set, string hash, string node, Random random)
    {
        var template = set.ObjectAt("spec", "template").Copy() ?? [];
        var labels = template.Ensure("metadata").Ensure("labels");
        labels[TemplateRevisions.PodLabel] = hash;
        labels["pod-template-generation"] = set.Generation().ToString(CultureInfo.InvariantCulture);
        var spec = template.Ensure("spec");
        Tie(spec, node);
        Endure(spec);
        return PodFactory.FromTemplate(set, template, random);
    }

    /// <summary>Whether the set wants a pod on a node, and whether one that is there may stay.</summary>
    public static (bool ShouldRun, bool MayStay) Suits(JsonObject set, JsonObject node)
    {
        var pod = new JsonObject { ["spec"] = set.ObjectAt("spec", "template", "spec").Copy() ?? [] };
        Endure(pod.Ensure("spec"));
        if (!NodeAffinity.Matches(pod, node))
            return (false, false);
        var noExecute = Tolerations.FirstUntolerated(pod, node, "NoExecute") is not null;
        var noSchedule = Tolerations.FirstUntolerated(pod, node, "NoSchedule") is not null;
        return (!noExecute && !noSchedule, !noExecute);
    }

    /// <summary>The node that a pod was made for.</summary>
    public static string? NodeOf(JsonObject pod) =>
        pod.NodeName() ?? pod.ObjectsAt("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .SelectMany(term => term.ObjectsAt("matchFields"))
            .Where(field => field.TextAt("key") == "metadata.name")
            .SelectMany(field => field.ArrayAt("values").Texts())
            .FirstOrDefault();

    private static void Tie(JsonObject spec, string node)
    {
        var required = spec.Ensure("affinity").Ensure("nodeAffinity").Ensure("requiredDuringSchedulingIgnoredDuringExecution");
        var field = new JsonObject { ["key"] = "metadata.name", ["operator"] = "In", ["values"] = new JsonArray(node) };
        required["nodeSelectorTerms"] = new JsonArray(new JsonObject { ["matchFields"] = new JsonArray(field) });
    }

    private static void Endure(JsonObject spec)
    {
        if (spec["tolerations"] is not JsonArray list)
            spec["tolerations"] = list = [];
        foreach (var (key, effect) in Endured)
            list.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
        if (spec.BoolAt("hostNetwork") == true)
            list.Add(new JsonObject { ["key"] = "node.kubernetes.io/network-unavailable", ["operator"] = "Exists", ["effect"] = "NoSchedule" });
    }
}
