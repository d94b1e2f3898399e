using System.Diagnostics.CodeAnalysis;
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
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private static readonly GroupResource Secrets = new("", "secrets");
    private static readonly GroupResource Accounts = new("", "serviceaccounts");
    private static readonly GroupResource IngressClasses = new("networking.k8s.io", "ingressclasses");
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
        { Group: "", Resource: "pods" } => OfPod(key, JsonPath.At(body, "spec")),
        { Group: "apps" or "batch" } => OfPod(key, JsonPath.At(BackLinks.TemplateOf(resource, body), "spec")),
        { Group: "", Resource: "nodes" } => [new("runs", Pods, "") { Field = ("spec.nodeName", key.Name) }],
        { Group: "", Resource: "namespaces" } => [new("limitedBy", new("", "resourcequotas"), key.Name), new("limitedBy", new("", "limitranges"), key.Name)],
        { Group: "", Resource: "serviceaccounts" } => OfAccount(key, body),
        { Group: "rbac.authorization.k8s.io", Resource: "rolebindings" or "clusterrolebindings" } => OfBinding(key, body),
        { Group: "storage.k8s.io", Resource: "volumeattachments" } => Named("uses", Volumes, "", JsonPath.Text(body, "spec", "source", "persistentVolumeName")),
        { Group: "snapshot.storage.k8s.io", Resource: "volumesnapshots" } => Named("uses", Claims, key.Namespace, JsonPath.Text(body, "spec", "source", "persistentVolumeClaimName")),
        { Group: "apiregistration.k8s.io", Resource: "apiservices" } => Named("routesTo", Services, JsonPath.Text(body, "spec", "service", "namespace"), JsonPath.Text(body, "spec", "service", "name")),
        { Group: "monitoring.coreos.com", Resource: "servicemonitors" } => OfMonitor(key, Services, body),
        { Group: "monitoring.coreos.com", Resource: "podmonitors" } => OfMonitor(key, Pods, body),
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
        List<string> certificates = [.. JsonPath.Items(body, "spec", "tls").Select(tls => JsonPath.Text(tls, "secretName")).Where(name => name.Length > 0).Distinct()];
        if (certificates.Count > 0) yield return new("uses", Secrets, key.Namespace) { Names = certificates };
        if (JsonPath.Text(body, "spec", "ingressClassName") is { Length: > 0 } name) yield return new("uses", IngressClasses, "") { Names = [name] };
    }

    private static IEnumerable<SpecLink> Selected(ObjectKey key, JsonElement selector)
    {
        if (TryLabels(selector, out var labels)) yield return new("selects", Pods, key.Namespace) { Labels = labels };
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

    private static IEnumerable<SpecLink> OfPod(ObjectKey key, JsonElement spec)
    {
        var (claims, configMaps, secrets) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var volume in JsonPath.Items(spec, "volumes"))
        {
            claims.Add(JsonPath.Text(volume, "persistentVolumeClaim", "claimName"));
            AddSources(volume, "secretName");
            foreach (var source in JsonPath.Items(volume, "projected", "sources")) AddSources(source, "name");
        }

        foreach (var container in JsonPath.Items(spec, "initContainers").Concat(JsonPath.Items(spec, "containers")))
        {
            foreach (var source in JsonPath.Items(container, "envFrom"))
            {
                configMaps.Add(JsonPath.Text(source, "configMapRef", "name"));
                secrets.Add(JsonPath.Text(source, "secretRef", "name"));
            }

            foreach (var variable in JsonPath.Items(container, "env"))
            {
                configMaps.Add(JsonPath.Text(variable, "valueFrom", "configMapKeyRef", "name"));
                secrets.Add(JsonPath.Text(variable, "valueFrom", "secretKeyRef", "name"));
            }
        }

        foreach (var pull in JsonPath.Items(spec, "imagePullSecrets")) secrets.Add(JsonPath.Text(pull, "name"));
        // Whoever names no other account has the one called default: to show it everywhere would say nothing.
        var account = JsonPath.Text(spec, "serviceAccountName");
        SortedSet<string> accounts = account is "default" ? [] : [account];
        foreach (var (resource, names) in new[] { (Claims, claims), (ConfigMaps, configMaps), (Secrets, secrets), (Accounts, accounts) })
        {
            names.Remove("");
            if (names.Count > 0) yield return new("uses", resource, key.Namespace) { Names = [.. names] };
        }

        void AddSources(JsonElement source, string nameOfSecret)
        {
            configMaps.Add(JsonPath.Text(source, "configMap", "name"));
            secrets.Add(JsonPath.Text(source, "secret", nameOfSecret));
        }
    }

    private static IEnumerable<SpecLink> OfAccount(ObjectKey key, JsonElement body)
    {
        var names = JsonPath.Items(body, "secrets").Concat(JsonPath.Items(body, "imagePullSecrets")).Select(secret => JsonPath.Text(secret, "name")).Where(name => name.Length > 0).Distinct().ToList();
        if (names.Count > 0) yield return new("uses", Secrets, key.Namespace) { Names = names };
    }

    private static IEnumerable<SpecLink> OfBinding(ObjectKey key, JsonElement body)
    {
        if (JsonPath.Text(body, "roleRef", "name") is { Length: > 0 } role)
        {
            var ofNamespace = JsonPath.Text(body, "roleRef", "kind") == "Role";
            yield return new("grants", new("rbac.authorization.k8s.io", ofNamespace ? "roles" : "clusterroles"), ofNamespace ? key.Namespace : "") { Names = [role] };
        }

        var accounts = JsonPath.Items(body, "subjects").Where(subject => JsonPath.Text(subject, "kind") == "ServiceAccount");
        foreach (var ns in accounts.GroupBy(subject => JsonPath.Text(subject, "namespace"), subject => JsonPath.Text(subject, "name")))
            yield return new("grantsTo", Accounts, ns.Key) { Names = [.. ns] };
    }

    /// <summary>The Prometheus operator's: Services or pods by their labels, in the monitor's own namespace unless it says otherwise.</summary>
    private static IEnumerable<SpecLink> OfMonitor(ObjectKey key, GroupResource watched, JsonElement body)
    {
        if (!TryLabels(JsonPath.At(body, "spec", "selector"), out var labels)) yield break;
        var places = JsonPath.At(body, "spec", "namespaceSelector");
        string[] named = [.. JsonPath.Items(places, "matchNames").Select(name => name.ToString())];
        var namespaces = JsonPath.At(places, "any").ValueKind == JsonValueKind.True ? [""] : named.Length > 0 ? named : [key.Namespace];
        foreach (var ns in namespaces) yield return new("selects", watched, ns) { Labels = labels };
    }

    private static IEnumerable<SpecLink> Named(string relation, GroupResource resource, string ns, string name)
    {
        if (name.Length > 0) yield return new(relation, resource, ns) { Names = [name] };
    }

    private static bool TryLabels(JsonElement selector, [NotNullWhen(true)] out LabelSelector? labels)
    {
        labels = null;
        return selector.ValueKind == JsonValueKind.Object && LabelSelector.TryRead(JsonObject.Create(selector), out labels, out _);
    }
}
