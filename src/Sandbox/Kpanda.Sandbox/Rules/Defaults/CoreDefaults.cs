using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Defaults of the kinds in the core group.</summary>
internal static class CoreDefaults
{
    public static void Apply(GroupResource resource, JsonObject obj, JsonObject? old)
    {
        switch (resource.Resource)
        {
            case "namespaces":
                obj.Ensure("metadata").Ensure("labels")["kubernetes.io/metadata.name"] = obj.Child("metadata").Text("name");
                break;
            case "pods":
                if (obj["spec"] is JsonObject pod) PodDefaults.Apply(pod, true);
                break;
            case "secrets":
                Secret(obj);
                break;
            case "services":
                Service(obj);
                break;
            case "persistentvolumes":
                var volume = obj.Ensure("spec");
                volume.Default("persistentVolumeReclaimPolicy", "Retain");
                volume.Default("volumeMode", "Filesystem");
                break;
            case "persistentvolumeclaims":
                obj.Ensure("spec").Default("volumeMode", "Filesystem");
                break;
            case "replicationcontrollers":
                ReplicationController(obj);
                break;
            case "limitranges":
                foreach (var limit in obj.Child("spec").Each("limits")) LimitRangeItem(limit);
                break;
            case "podtemplates":
                if (obj.Child("template", "spec") is { } template) PodDefaults.Apply(template, false);
                break;
        }
    }

    private static void Secret(JsonObject obj)
    {
        obj.Default("type", "Opaque");
        if (obj["stringData"] is not JsonObject plain) return;
        obj.Remove("stringData");
        var data = obj.Ensure("data");
        foreach (var (key, value) in plain) data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.ToString() ?? ""));
    }

    private static void Service(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("sessionAffinity", "None");
        spec.Default("type", "ClusterIP");
        if (spec.Text("sessionAffinity") == "ClientIP") spec.Ensure("sessionAffinityConfig").Ensure("clientIP").Default("timeoutSeconds", 10800);
        foreach (var port in spec.Each("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number && port["targetPort"]?.ToString() is null or "" or "0") port["targetPort"] = number.DeepClone();
        }

        var type = spec.Text("type");
        if (type is "NodePort" or "LoadBalancer") spec.Default("externalTrafficPolicy", "Cluster");
        else spec.Remove("externalTrafficPolicy");
        if (type == "LoadBalancer") spec.Default("allocateLoadBalancerNodePorts", true);
        else spec.Remove("allocateLoadBalancerNodePorts");
        if (type != "ExternalName") spec.Default("internalTrafficPolicy", "Cluster");
    }

    private static void ReplicationController(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("replicas", 1);
        if (spec.Child("template", "metadata", "labels") is { } labels)
        {
            spec.Default("selector", labels.DeepClone());
            if (obj.Child("metadata", "labels") is null) obj.Ensure("metadata")["labels"] = labels.DeepClone();
        }

        if (spec.Child("template", "spec") is { } template) PodDefaults.Apply(template, false);
    }

    private static void LimitRangeItem(JsonObject limit)
    {
        if (limit.Text("type") != "Container") return;
        Fill(limit, "default", "max");
        Fill(limit, "defaultRequest", "default");
        Fill(limit, "defaultRequest", "min");
    }

    private static void Fill(JsonObject limit, string field, string from)
    {
        foreach (var (name, value) in limit[from] as JsonObject ?? []) limit.Ensure(field).Default(name, value!.DeepClone());
    }
}
