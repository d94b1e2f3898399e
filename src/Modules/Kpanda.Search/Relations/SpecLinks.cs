using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Relations;

/// <summary>What objects of the kinds of Kubernetes name in their fields: pure functions of the object.</summary>
internal static class SpecLinks
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource Services = new("", "services");
    private static readonly GroupResource Claims = new("", "persistentvolumeclaims");
    private static readonly GroupResource Volumes = new("", "persistentvolumes");
    private static readonly GroupResource Classes = new("storage.k8s.io", "storageclasses");

    /// <summary>The links of an object; none for kinds that name nothing.</summary>
    public static IEnumerable<SpecLink> Of(GroupResource resource, ObjectKey key, JsonElement body) => resource switch
    {
        { Group: "", Resource: "services" } => OfService(key, body),
        { Group: "networking.k8s.io", Resource: "ingresses" } => OfIngress(key, body),
        { Group: "networking.k8s.io", Resource: "networkpolicies" } => Selected(key, JsonPath.At(body, "spec", "podSelector")),
        { Group: "policy", Resource: "poddisruptionbudgets" } => Selected(key, JsonPath.At(body, "spec", "selector")),
        { Group: "autoscaling", Resource: "horizontalpodautoscalers" } => OfAutoscaler(key, body),
        { Group: "", Resource: "persistentvolumeclaims" } => OfClaim(key, body),
        { Group: "", Resource: "persistentvolumes" } => OfVolume(body),
        { Group: "", Resource: "pods" } => OfPod(key, body),
        _ => [],
    };

    private static IEnumerable<SpecLink> OfService(ObjectKey key, JsonElement body)
    {
        if (JsonPath.At(body, "spec", "selector") is not { ValueKind: JsonValueKind.Object } selector) yield break;
        var labels = selector.EnumerateObject().Select(pair => new LabelRequirement(pair.Name, LabelOperator.In, [pair.Value.ToString()])).ToList();
        if (labels.Count > 0) yield return new("selects", Pods, key.Namespace) { Labels = LabelSelector.Of(labels) };
    }

    private static IEnumerable<SpecLink> OfIngress(ObjectKey key, JsonElement body)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { JsonPath.Text(body, "spec", "defaultBackend", "service", "name") };
        foreach (var rule in JsonPath.Items(body, "spec", "rules"))
            foreach (var path in JsonPath.Items(rule, "http", "paths"))
                names.Add(JsonPath.Text(path, "backend", "service", "name"));
        names.Remove("");
        if (names.Count > 0) yield return new("routesTo", Services, key.Namespace) { Names = [.. names] };
    }

    private static IEnumerable<SpecLink> Selected(ObjectKey key, JsonElement selector)
    {
        var source = selector.ValueKind == JsonValueKind.Object ? JsonObject.Create(selector) : null;
        if (LabelSelector.TryRead(source, out var labels, out _) && source is not null) yield return new("selects", Pods, key.Namespace) { Labels = labels };
    }

    private static IEnumerable<SpecLink> OfAutoscaler(ObjectKey key, JsonElement body)
    {
        var target = JsonPath.At(body, "spec", "scaleTargetRef");
        GroupResource? resource = JsonPath.Text(target, "kind") switch
        {
            "Deployment" => new("apps", "deployments"),
            "StatefulSet" => new("apps", "statefulsets"),
            "ReplicaSet" => new("apps", "replicasets"),
            _ => null,
        };
        if (resource is { } known && JsonPath.Text(target, "name") is { Length: > 0 } name) yield return new("scales", known, key.Namespace) { Names = [name] };
    }

    private static IEnumerable<SpecLink> OfClaim(ObjectKey key, JsonElement body)
    {
        if (JsonPath.Text(body, "spec", "volumeName") is { Length: > 0 } volume) yield return new("boundTo", Volumes, "") { Names = [volume] };
        if (JsonPath.Text(body, "spec", "storageClassName") is { Length: > 0 } name) yield return new("uses", Classes, "") { Names = [name] };
        yield return new("usedBy", Pods, key.Namespace) { Field = ("spec.volumes[].persistentVolumeClaim.claimName", key.Name) };
    }

    private static IEnumerable<SpecLink> OfVolume(JsonElement body)
    {
        var claim = JsonPath.At(body, "spec", "claimRef");
        if (JsonPath.Text(claim, "name") is { Length: > 0 } name) yield return new("boundTo", Claims, JsonPath.Text(claim, "namespace")) { Names = [name] };
        if (JsonPath.Text(body, "spec", "storageClassName") is { Length: > 0 } storage) yield return new("uses", Classes, "") { Names = [storage] };
    }

    private static IEnumerable<SpecLink> OfPod(ObjectKey key, JsonElement body)
    {
        var (claims, configMaps, secrets) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var volume in JsonPath.Items(body, "spec", "volumes"))
        {
            claims.Add(JsonPath.Text(volume, "persistentVolumeClaim", "claimName"));
            configMaps.Add(JsonPath.Text(volume, "configMap", "name"));
            secrets.Add(JsonPath.Text(volume, "secret", "secretName"));
        }

        foreach (var (resource, names) in new[] { (Claims, claims), (new GroupResource("", "configmaps"), configMaps), (new GroupResource("", "secrets"), secrets) })
        {
            names.Remove("");
            if (names.Count > 0) yield return new("uses", resource, key.Namespace) { Names = [.. names] };
        }
    }
}
