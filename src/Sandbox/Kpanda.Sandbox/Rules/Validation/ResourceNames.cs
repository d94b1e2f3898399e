using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>The names and amounts of resources: what a container may ask for, what a quota may limit.</summary>
internal static class ResourceNames
{
    private static readonly FrozenSet<string> Containers = FrozenSet.ToFrozenSet(["cpu", "memory", "ephemeral-storage"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Counted = FrozenSet.ToFrozenSet(
        ["pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Quotas = FrozenSet.ToFrozenSet(
        [.. Containers, .. Counted, "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage"], StringComparer.Ordinal);

    /// <summary>A name that containers may use, or any resource name where the limit is not of containers.</summary>
    public static void Name(string name, string path, bool container, FieldErrors errors)
    {
        var standard = name == "storage" || Quotas.Contains(name) || IsHugePages(name) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);
        if (NameRules.QualifiedName(name) is { Count: > 0 } problems) errors.Invalid(path, name, problems);
        else if (!Qualified(name) && !standard) errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        if (!container) return;
        if (!Qualified(name) && !Containers.Contains(name) && !IsHugePages(name)) errors.Invalid(path, name, "must be a standard resource for containers");
        else if (Qualified(name) && !IsNative(name) && !IsExtended(name)) errors.Invalid(path, name, "doesn't follow extended resource name standard");
    }

    /// <summary>A name that a quota may limit.</summary>
    public static void Quota(string name, string path, FieldErrors errors)
    {
        Name(name, path, false, errors);
        if (!Qualified(name) && !Quotas.Contains(name) && !IsHugePages(name) && !name.StartsWith("requests.hugepages-", StringComparison.Ordinal))
            errors.Invalid(path, name, "must be a standard resource for quota");
    }

    /// <summary>An amount of a resource: not negative, and whole where things are counted.</summary>
    public static void Amount(string name, JsonNode? value, string path, FieldErrors errors)
    {
        if (!Quantity.TryParse(value?.ToString(), out var amount)) return;
        if (amount.Value < 0) errors.Invalid(path, amount.ToString(), "must be greater than or equal to 0");
        if ((Counted.Contains(name) || IsExtended(name)) && decimal.Truncate(amount.Value) != amount.Value) errors.Invalid(path, amount.ToString(), "must be an integer");
    }

    /// <summary>Whether requests may be less than limits.</summary>
    public static bool Overcommits(string name) => IsNative(name) && !IsHugePages(name);

    private static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    private static bool Qualified(string name) => name.Contains('/', StringComparison.Ordinal);

    private static bool IsNative(string name) => !Qualified(name) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && NameRules.QualifiedName("requests." + name).Count == 0;
}
