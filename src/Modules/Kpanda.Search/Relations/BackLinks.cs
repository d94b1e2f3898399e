using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Relations;

/// <summary>The other way round: which kinds may name or select an object, and whether one of their links means it. Pure functions.</summary>
internal static class BackLinks
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource[] Workloads = [new("apps", "deployments"), new("apps", "statefulsets"), new("apps", "daemonsets"), new("batch", "cronjobs"), new("batch", "jobs")];
    private static readonly GroupResource[] Selecting = [new("", "services"), new("policy", "poddisruptionbudgets"), new("networking.k8s.io", "networkpolicies")];
    private static readonly GroupResource[] Bindings = [new("rbac.authorization.k8s.io", "rolebindings"), new("rbac.authorization.k8s.io", "clusterrolebindings")];
    private static readonly GroupResource Autoscalers = new("autoscaling", "horizontalpodautoscalers");
    private static readonly GroupResource Ingresses = new("networking.k8s.io", "ingresses");

    /// <summary>The collections in which something may mean an object of this one; those that may stand in any namespace are looked at in all.</summary>
    public static IEnumerable<(GroupResource Resource, bool AnyNamespace)> Candidates(GroupResource resource) => resource switch
    {
        { Group: "", Resource: "pods" } => Near(Selecting),
        { Group: "apps", Resource: "deployments" or "statefulsets" or "replicasets" } => Near([Autoscalers, .. Selecting]),
        { Group: "apps", Resource: "daemonsets" } or { Group: "batch", Resource: "jobs" or "cronjobs" } => Near(Selecting),
        { Group: "", Resource: "services" } => [.. Near([Ingresses]), (new("monitoring.coreos.com", "servicemonitors"), true), (new("apiregistration.k8s.io", "apiservices"), true)],
        { Group: "", Resource: "configmaps" } => Near([.. Workloads, Pods]),
        { Group: "", Resource: "secrets" } => Near([.. Workloads, Pods, Ingresses, new("", "serviceaccounts")]),
        { Group: "", Resource: "persistentvolumeclaims" } => Near([.. Workloads, new("snapshot.storage.k8s.io", "volumesnapshots")]),
        { Group: "", Resource: "serviceaccounts" } => [.. Near([.. Workloads, Pods]), .. Bindings.Select(binding => (binding, true))],
        { Group: "rbac.authorization.k8s.io", Resource: "roles" } => Near([Bindings[0]]),
        { Group: "rbac.authorization.k8s.io", Resource: "clusterroles" } => Bindings.Select(binding => (binding, true)),
        { Group: "storage.k8s.io", Resource: "storageclasses" } => [(new("", "persistentvolumeclaims"), true), (new("", "persistentvolumes"), true)],
        { Group: "", Resource: "persistentvolumes" } => [(new("storage.k8s.io", "volumeattachments"), true)],
        { Group: "networking.k8s.io", Resource: "ingressclasses" } => [(Ingresses, true)],
        _ => [],
    };

    /// <summary>What the other way of a link is called; null where it is not shown.</summary>
    public static string? Reverse(string relation) => relation switch
    {
        "selects" => "selectedBy",
        "routesTo" => "routedFrom",
        "scales" => "scaledBy",
        "uses" => "usedBy",
        "grants" or "grantsTo" => "grantedBy",
        _ => null,
    };

    /// <summary>Whether a link means the object: by its name, by its labels, or by those of the pods that a workload makes.</summary>
    public static bool Means(SpecLink link, GroupResource resource, ObjectKey key, JsonElement body)
    {
        if (link.Namespace != key.Namespace && !(link.Namespace.Length == 0 && link.Labels is not null)) return false;
        if (link.Resource == resource) return link.Labels is { } labels ? labels.Matches(LabelsAt(body, "metadata", "labels")) : link.Names.Contains(key.Name);
        return link is { Relation: "selects", Labels: { } selector } && link.Resource == Pods && TemplateOf(resource, body) is { ValueKind: JsonValueKind.Object } template
            && selector.Matches(LabelsAt(template, "metadata", "labels"));
    }

    /// <summary>The pods that an object makes; <c>Undefined</c> where it makes none.</summary>
    public static JsonElement TemplateOf(GroupResource resource, JsonElement body) => resource switch
    {
        { Group: "apps", Resource: "deployments" or "statefulsets" or "daemonsets" or "replicasets" } or { Group: "batch", Resource: "jobs" } => JsonPath.At(body, "spec", "template"),
        { Group: "batch", Resource: "cronjobs" } => JsonPath.At(body, "spec", "jobTemplate", "spec", "template"),
        _ => default,
    };

    private static Dictionary<string, string> LabelsAt(JsonElement element, params string[] path) =>
        JsonPath.At(element, path) is { ValueKind: JsonValueKind.Object } labels ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.ToString(), StringComparer.Ordinal) : [];

    private static IEnumerable<(GroupResource, bool)> Near(IEnumerable<GroupResource> resources) => resources.Select(resource => (resource, false));
}
