using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>Pod Security admission: the labels of a namespace say which level its pods must keep, and which they should.</summary>
internal static partial class PodSecurity
{
    private const string Prefix = "pod-security.kubernetes.io/";
    private const string Latest = "latest";

    private static readonly string[] Names = ["privileged", "baseline", "restricted"];

    /// <summary>Whether a namespace demands a level of its pods.</summary>
    public static bool IsAsked(SandboxCluster cluster, string ns) => cluster.Store.Get(BuiltIn.Namespaces, "", ns) is { } found && Level(found.ToNode(), "enforce") is not null;

    /// <summary>Why a new pod may not be, or null.</summary>
    public static string? Refuses(SandboxCluster cluster, JsonObject pod) =>
        Judge(cluster, pod.Child("metadata").Text("namespace") ?? "", "enforce", pod) is { } judged ? $"violates PodSecurity {judged}" : null;

    /// <summary>Warns of a pod, or of the pods that a workload will make.</summary>
    public static void Warn(ApiRequest request, KindInfo stored, JsonObject obj)
    {
        if (PodTemplates.Of(stored.Storage, obj) is var (pod, _) && Judge(request.Cluster, request.Namespace, "warn", pod) is { } judged) request.Warn($"would violate PodSecurity {judged}");
    }

    /// <summary>Warns of the pods that a namespace has and that its new level would refuse.</summary>
    public static void WarnOfPods(ApiRequest request, JsonObject ns, JsonObject before)
    {
        if (request.Cluster.Minor < ClusterVersion.PodSecurity || Level(ns, "enforce") is not { } level || level == Level(before, "enforce") || level.Name == "privileged") return;
        var name = ns.Child("metadata").Text("name") ?? "";
        var groups = request.Cluster.Store.List(BuiltIn.Pods, name).Select(p => p.ToNode())
            .Select(pod => (Name: pod.Child("metadata").Text("name"), Reasons: string.Join(", ", PodSecurityChecks.Violations(pod, level.Name == "restricted", level.Minor(request.Cluster)).Select(v => v.Reason))))
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
        var violations = PodSecurityChecks.Violations(pod, level.Name == "restricted", level.Minor(cluster));
        return violations.Count == 0 ? null : $"\"{level.Name}:{level.Version}\": {string.Join(", ", violations.Select(v => $"{v.Reason} ({v.Detail})"))}";
    }

    /// <summary>What is wrong with what a namespace says of its pods; null where nothing is, or nothing that was not wrong before.</summary>
    public static KubeStatus? RefusesLabels(SandboxCluster cluster, JsonObject ns, JsonObject? before)
    {
        if (cluster.Minor < ClusterVersion.PodSecurity) return null;
        var errors = Problems(ns);
        return errors.Any && (before is null || !Problems(before).Message.Equals(errors.Message, StringComparison.Ordinal)) ? Failure.Invalid("", "Namespace", ns.Child("metadata").Text("name") ?? "", errors) : null;
    }

    private static FieldErrors Problems(JsonObject ns)
    {
        FieldErrors errors = new();
        var labels = ns.Child("metadata", "labels");
        foreach (var mode in (ReadOnlySpan<string>)["enforce", "audit", "warn"])
        {
            if (labels.Text(Prefix + mode) is { } name && !Names.Contains(name)) errors.Invalid($"metadata.labels[{Prefix}{mode}]", name, $"must be one of {string.Join(", ", Names)}");
            if (labels.Text($"{Prefix}{mode}-version") is { } version && version != Latest && !Version().IsMatch(version)) errors.Invalid($"metadata.labels[{Prefix}{mode}-version]", version, "must be \"latest\" or \"v1.x\"");
        }

        return errors;
    }

    private static Demand? Level(JsonObject ns, string mode)
    {
        var labels = ns.Child("metadata", "labels");
        return labels.Text(Prefix + mode) is { Length: > 0 } name ? new(name, labels.Text($"{Prefix}{mode}-version") is { Length: > 0 } version ? version : Latest) : null;
    }

    [GeneratedRegex(@"^v1\.([0-9]|[1-9][0-9]*)$")]
    private static partial Regex Version();

    // A level, and the version of the standards that it is about.
    private sealed record Demand(string Name, string Version)
    {
        // The newest that a cluster knows where it knows no other.
        public int Minor(SandboxCluster cluster) =>
            Version.StartsWith("v1.", StringComparison.Ordinal) && int.TryParse(Version.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? Math.Min(minor, cluster.Minor) : cluster.Minor;
    }
}
