using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>
/// The admission plugin PodTolerationRestriction: annotations of a namespace say which tolerations its new pods get, and which its pods may have. Pods that ask
/// for resources also tolerate nodes that are short of memory.
/// </summary>
internal static class PodTolerationRestriction
{
    private const string Defaults = "scheduler.alpha.kubernetes.io/defaultTolerations";
    private const string Allowed = "scheduler.alpha.kubernetes.io/tolerationsWhitelist";
    private static readonly Toleration MemoryPressure = new("node.kubernetes.io/memory-pressure", "Exists", "", "NoSchedule", null);

    // The fields of a toleration, and what Go calls their types.
    private static readonly (string Name, string Type)[] Fields =
        [("key", "string"), ("operator", "v1.TolerationOperator"), ("value", "string"), ("effect", "v1.TaintEffect"), ("tolerationSeconds", "int64")];

    /// <summary>Adds tolerations to a pod: those of its namespace where it is new.</summary>
    public static void Complete(SandboxCluster cluster, JsonObject pod, bool isNew)
    {
        if (!IsOn(cluster) || pod["spec"] is not JsonObject spec) return;
        List<Toleration> added = [];
        if (isNew)
        {
            var (defaults, error) = Read(cluster, pod, Defaults);
            if (error is not null) return;
            added.AddRange(defaults);
        }

        if (PodDefaults.QualityOfService(spec) != "BestEffort") added.Add(MemoryPressure);
        if (added.Count == 0) return;
        var merged = Toleration.Merge(Of(spec), added);
        spec["tolerations"] = new JsonArray([.. merged.Select(toleration => toleration.ToNode())]);
    }

    /// <summary>Why a pod may not be as it is, or null.</summary>
    public static KubeStatus? Refuses(SandboxCluster cluster, JsonObject pod, bool isNew)
    {
        if (!IsOn(cluster)) return null;
        if (isNew && Read(cluster, pod, Defaults).Error is { } unreadable) return Failure.Unexplained(unreadable);
        if (Of(pod.Child("spec")).ToList() is not { Count: > 0 } own) return null;
        var (allowed, error) = Read(cluster, pod, Allowed);
        if (error is not null) return Failure.Unexplained(error);
        return allowed.Count == 0 || own.All(toleration => allowed.Any(a => a.Covers(toleration)))
            ? null
            : Failure.Unexplained("pod tolerations (possibly merged with namespace default tolerations) conflict with its namespace whitelist");
    }

    private static bool IsOn(SandboxCluster cluster) => cluster.Options.Admission.HasFlag(AdmissionPlugins.PodTolerationRestriction);

    private static IEnumerable<Toleration> Of(JsonObject? spec) => spec.Each("tolerations").Select(Toleration.Of);

    private static (IReadOnlyList<Toleration> Tolerations, string? Error) Read(SandboxCluster cluster, JsonObject pod, string annotation)
    {
        if (NamespaceAnnotations.Of(cluster, pod, annotation) is not { Length: > 0 } text) return ([], null);
        var (node, _, error) = BodyReader.Read(Encoding.UTF8.GetBytes(text));
        if (error is not null || node is null) return ([], error);
        if (node is not JsonArray list) return ([], $"json: cannot unmarshal {KindOf(node)} into Go value of type []v1.Toleration");
        List<Toleration> read = [];
        foreach (var item in list)
        {
            if (item is not (null or JsonObject)) return ([], $"json: cannot unmarshal {KindOf(item)} into Go value of type v1.Toleration");
            var toleration = item as JsonObject ?? [];
            if (Mistyped(toleration) is { } mistyped) return ([], mistyped);
            read.Add(Toleration.Of(toleration));
        }

        return (read, null);
    }

    private static string? Mistyped(JsonObject toleration)
    {
        foreach (var (name, type) in Fields)
        {
            if (toleration[name] is not { } value) continue;
            var fits = type == "int64" ? value is JsonValue number && number.TryGetValue<long>(out _) : value.GetValueKind() == JsonValueKind.String;
            if (fits) continue;
            var found = type == "int64" && value.GetValueKind() == JsonValueKind.Number ? "number " + value.ToJsonString() : KindOf(value);
            return $"json: cannot unmarshal {found} into Go struct field Toleration.{name} of type {type}";
        }

        return null;
    }

    private static string KindOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
