using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>The admission plugin PodNodeSelector: new pods go to the nodes that an annotation of their namespace selects.</summary>
internal static class PodNodeSelector
{
    private const string Annotation = "scheduler.alpha.kubernetes.io/node-selector";

    /// <summary>Gives a new pod the labels that its namespace demands of nodes, unless it asks for others.</summary>
    public static void Complete(SandboxCluster cluster, JsonObject pod)
    {
        var (wanted, error) = Wanted(cluster, pod);
        if (wanted.Count == 0 || error is not null || pod["spec"] is not JsonObject spec || Conflicts(wanted, spec)) return;
        var selector = spec.Ensure("nodeSelector");
        foreach (var (key, value) in wanted) selector[key] = value;
    }

    /// <summary>Why a new pod may not be, or null.</summary>
    public static KubeStatus? Refuses(SandboxCluster cluster, JsonObject pod)
    {
        var (wanted, error) = Wanted(cluster, pod);
        if (error is not null) return Failure.Unexplained(error);
        return Conflicts(wanted, pod.Child("spec"))
            ? Failure.Forbidden(BuiltIn.Pods, pod.Child("metadata").Text("name") ?? "", "pod node label selector conflicts with its namespace node label selector")
            : null;
    }

    private static bool Conflicts(Dictionary<string, string> wanted, JsonObject? spec) =>
        spec.Child("nodeSelector") is { } selector && wanted.Any(label => selector.Text(label.Key) is { } own && own != label.Value);

    private static (Dictionary<string, string> Labels, string? Error) Wanted(SandboxCluster cluster, JsonObject pod)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        if (!cluster.Options.Admission.HasFlag(AdmissionPlugins.PodNodeSelector)) return (labels, null);
        if (NamespaceAnnotations.Of(cluster, pod, Annotation) is not { Length: > 0 } selector) return (labels, null);
        foreach (var term in selector.Split(','))
        {
            var sides = term.Split('=');
            if (sides.Length != 2) return (labels, $"invalid selector: [{string.Join(' ', sides)}]");
            var (key, value) = (sides[0].Trim(), sides[1].Trim());
            if (NameRules.QualifiedName(key) is { Count: > 0 } badKey) return (labels, $"<nil>: Invalid value: \"{key}\": {string.Join("; ", badKey)}");
            if (NameRules.LabelValue(value) is { Count: > 0 } badValue) return (labels, $"[{key}]: Invalid value: \"{value}\": {string.Join("; ", badValue)}");
            labels[key] = value;
        }

        return (labels, null);
    }
}
