using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>The priority of a pod comes from its PriorityClass, or from the one that is the default of all.</summary>
internal static class PodPriority
{
    /// <summary>Gives a new pod the priority of its class.</summary>
    public static void Complete(SandboxCluster cluster, JsonObject pod)
    {
        if (pod.Child("spec") is not { } spec || Find(cluster, spec) is not { } found) return;
        spec.Default("priorityClassName", found.Child("metadata").Text("name")!);
        spec.Default("priority", found.Number("value") ?? 0);
        spec.Default("preemptionPolicy", found.Text("preemptionPolicy") ?? "PreemptLowerPriority");
    }

    /// <summary>Why a completed pod may not be created, or null where it may.</summary>
    public static string? Refuses(SandboxCluster cluster, JsonObject pod)
    {
        var spec = pod.Child("spec");
        var name = spec.Text("priorityClassName") ?? "";
        var found = spec is null ? null : Find(cluster, spec);
        if (found is null && name.Length > 0) return $"no PriorityClass with name {name} was found";
        var (priority, policy) = (found.Number("value") ?? 0, found.Text("preemptionPolicy") ?? "PreemptLowerPriority");
        if (spec.Number("priority") is { } given && given != priority)
            return string.Create(CultureInfo.InvariantCulture, $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        return spec.Text("preemptionPolicy") is { } asked && asked != policy
            ? $"the string value of PreemptionPolicy ({asked}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name"
            : null;
    }

    private static JsonObject? Find(SandboxCluster cluster, JsonObject spec)
    {
        if (spec.Text("priorityClassName") is { Length: > 0 } name) return cluster.Store.Get(BuiltIn.PriorityClasses, "", name)?.ToNode();
        return cluster.Store.List(BuiltIn.PriorityClasses).Select(item => item.ToNode()).Where(item => item.Truth("globalDefault")).MinBy(item => item.Number("value") ?? 0);
    }
}
