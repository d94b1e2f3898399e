using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.StatefulSets;

/// <summary>The pods and claims of a StatefulSet, which are told apart by their ordinals.</summary>
internal static class StatefulPods
{
    /// <summary>The ordinal at the end of a pod's name, or -1.</summary>
    public static int OrdinalOf(JsonObject pod)
    {
        var name = pod.Name();
        return int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : -1;
    }

    public static JsonObject Make(JsonObject set, JsonObject template, string revision, int ordinal, Random random)
    {
        var name = $"{set.Name()}-{ordinal}";
        var pod = PodFactory.FromTemplate(set, template, random, name);
        pod["metadata"]!.AsObject()["generateName"] = set.Name() + "-";
        var labels = pod.Ensure("metadata").Ensure("labels");
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[TemplateRevisions.PodLabel] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        var spec = pod.Ensure("spec");
        spec["hostname"] = name;
        if (set.TextAt("spec", "serviceName") is { Length: > 0 } service)
            spec["subdomain"] = service;
        foreach (var claim in set.ObjectsAt("spec", "volumeClaimTemplates"))
            AddVolume(spec, claim.Name(), $"{claim.Name()}-{name}");
        return pod;
    }

    /// <summary>The claims that a pod needs.</summary>
    public static IEnumerable<JsonObject> Claims(JsonObject set, int ordinal)
    {
        foreach (var template in set.ObjectsAt("spec", "volumeClaimTemplates"))
        {
            var claim = (JsonObject)template.DeepClone();
            claim.Remove("status");
            claim["kind"] = "PersistentVolumeClaim";
            claim["apiVersion"] = "v1";
            var meta = claim.Ensure("metadata");
            meta["name"] = $"{template.Name()}-{set.Name()}-{ordinal}";
            meta["namespace"] = set.Namespace();
            meta.Remove("creationTimestamp");
            var labels = meta.Ensure("labels");
            foreach (var (key, value) in set.MapAt("spec", "selector", "matchLabels"))
                labels[key] = value;
            yield return claim;
        }
    }

    private static void AddVolume(JsonObject spec, string name, string claim)
    {
        if (spec["volumes"] is not JsonArray volumes)
            spec["volumes"] = volumes = [];
        foreach (var old in volumes.Where(volume => volume.TextAt("name") == name).ToList())
            volumes.Remove(old);
        volumes.Insert(0, new JsonObject { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } });
    }
}
