using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>Pod Security admission: the labels of a namespace say which level its pods must keep, and which they should.</summary>
internal static class PodSecurity
{
    private const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>Whether a namespace demands a level of its pods.</summary>
    public static bool IsAsked(SandboxCluster cluster, string ns) => cluster.Store.Get(BuiltIn.Namespaces, "", ns) is { } found && Level(found.ToNode(), "enforce") is not null;

    /// <summary>Why a new pod may not be, or null.</summary>
    public static string? Refuses(SandboxCluster cluster, JsonObject pod) =>
        Judge(cluster, pod.Child("metadata").Text("namespace") ?? "", "enforce", pod) is { } judged ? $"violates PodSecurity {judged}" : null;

    /// <summary>Warns of a pod, or of the pods that a workload will make.</summary>
    public static void Warn(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        if (PodOf(stored.Storage, obj) is { } pod && Judge(request.Cluster, request.Namespace, "warn", pod) is { } judged) request.Warn($"would violate PodSecurity {judged}");
    }

    /// <summary>Warns of the pods that a namespace has and that its new level would refuse.</summary>
    public static void WarnOfPods(ApiRequest request, JsonObject ns, JsonObject before)
    {
        if (request.Cluster.Minor < ClusterVersion.PodSecurity || Level(ns, "enforce") is not { } level || level == Level(before, "enforce") || level.Name == "privileged") return;
        var name = ns.Child("metadata").Text("name") ?? "";
        var groups = request.Cluster.Store.List(BuiltIn.Pods, name).Select(p => p.ToNode())
            .Select(pod => (Name: pod.Child("metadata").Text("name"), Reasons: string.Join(", ", PodSecurityChecks.Violations(pod, level.Name == "restricted", request.Cluster.Minor).Select(v => v.Reason))))
            .Where(p => p.Reasons.Length > 0).GroupBy(p => p.Reasons).ToList();
        if (groups.Count == 0) return;
        request.Warn($"existing pods in namespace \"{name}\" violate the new PodSecurity enforce level \"{level.Name}:{level.Version}\"");
        foreach (var group in groups)
        {
            var others = group.Count() - 1;
            request.Warn($"{group.First().Name}{(others == 0 ? "" : others == 1 ? " (and 1 other pod)" : $" (and {others} other pods)")}: {group.Key}");
        }
    }

    private static string? Judge(SandboxCluster cluster, string ns, string mode, JsonObject pod)
    {
        if (cluster.Minor < ClusterVersion.PodSecurity) return null;
        if (cluster.Store.Get(BuiltIn.Namespaces, "", ns) is not { } found || Level(found.ToNode(), mode) is not { Name: "baseline" or "restricted" } level) return null;
        var violations = PodSecurityChecks.Violations(pod, level.Name == "restricted", cluster.Minor);
        return violations.Count == 0 ? null : $"\"{level.Name}:{level.Version}\": {string.Join(", ", violations.Select(v => $"{v.Reason} ({v.Detail})"))}";
    }

    private static (string Name, string Version)? Level(JsonObject ns, string mode)
    {
        var labels = ns.Child("metadata", "labels");
        return labels.Text(Prefix + mode) is { Length: > 0 } name ? (name, labels.Text($"{Prefix}{mode}-version") is { Length: > 0 } version ? version : "latest") : null;
    }

    private static JsonObject? PodOf(GroupResource resource, JsonObject obj) => resource.Resource switch
    {
        "pods" => obj,
        "podtemplates" => obj.Child("template"),
        "cronjobs" => obj.Child("spec", "jobTemplate", "spec", "template"),
        "deployments" or "replicasets" or "statefulsets" or "daemonsets" or "jobs" or "replicationcontrollers" => obj.Child("spec", "template"),
        _ => null,
    };
}
