using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>Makes pods from templates, with all that an API server adds to a pod when it is created.</summary>
internal static class PodFactory
{
    /// <summary>A pod of <paramref name="owner"/>. With a name it is that, otherwise one is made from the owner's name.</summary>
    public static JsonObject FromTemplate(JsonObject owner, JsonObject template, Random random, string? name = null)
    {
        var meta = new JsonObject();
        if (name is null)
            meta["generateName"] = owner.Name() + "-";
        meta["name"] = name ?? $"{Trim(owner.Name())}-{SafeNames.Suffix(random)}";
        meta["namespace"] = owner.Namespace();
        foreach (var field in (string[])["labels", "annotations", "finalizers"])
        {
            if (template.At("metadata", field) is { } value)
                meta[field] = value.DeepClone();
        }
        meta["ownerReferences"] = new JsonArray(owner.ControllerReference());
        var pod = new JsonObject
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = meta,
            ["spec"] = template.ObjectAt("spec").Copy() ?? [],
        };
        Complete(pod, random);
        return pod;
    }

    /// <summary>Fills in what admission adds: account, token volume, tolerations, quality of service.</summary>
    public static void Complete(JsonObject pod, Random random)
    {
        var spec = pod.Ensure("spec");
        spec["restartPolicy"] ??= "Always";
        spec["terminationGracePeriodSeconds"] ??= 30;
        spec["dnsPolicy"] ??= "ClusterFirst";
        var account = spec.TextAt("serviceAccountName") ?? spec.TextAt("serviceAccount") ?? "default";
        spec["serviceAccountName"] = account;
        spec["serviceAccount"] = account;
        spec["securityContext"] ??= new JsonObject();
        spec["schedulerName"] ??= "default-scheduler";
        spec["enableServiceLinks"] ??= true;
        PodAdditions.Apply(spec, SafeNames.Suffix(random));
        var status = pod.Ensure("status");
        status["phase"] ??= "Pending";
        status["qosClass"] ??= QualityOfService(spec);
    }

    /// <summary>Guaranteed, Burstable or BestEffort, from requests and limits.</summary>
    public static string QualityOfService(JsonObject spec)
    {
        var containers = spec.ObjectsAt("containers").Concat(spec.ObjectsAt("initContainers")).ToList();
        if (containers.All(container => IsEmpty(container, "requests") && IsEmpty(container, "limits")))
            return "BestEffort";
        return containers.All(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsEmpty(JsonObject container, string list) => container.ObjectAt("resources", list) is not { Count: > 0 };

    private static bool IsGuaranteed(JsonObject container)
    {
        foreach (var resource in (string[])["cpu", "memory"])
        {
            if (container.At("resources", "limits", resource) is not { } limit)
                return false;
            if (container.At("resources", "requests", resource) is { } request && !JsonNode.DeepEquals(request, limit))
                return false;
        }
        return true;
    }

    // A generated name keeps room for its end within the 63 characters of a label value.
    private static string Trim(string name) => name.Length > 57 ? name[..57] : name;
}
