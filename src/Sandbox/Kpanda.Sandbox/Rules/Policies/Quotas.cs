using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>ResourceQuotas: nothing is created or grown beyond them. Usage is counted from the objects themselves.</summary>
internal static class Quotas
{
    private static readonly string[] Required = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <summary>Why an object may not be created, or changed from what it was before, or null.</summary>
    public static string? Refuses(SandboxCluster cluster, GroupResource resource, JsonObject obj, JsonObject? before)
    {
        var ns = obj.Child("metadata").Text("namespace") ?? "";
        if (ns.Length == 0) return null;
        var quotas = cluster.Store.List(BuiltIn.ResourceQuotas, ns);
        if (quotas.Count == 0) return null;
        var wanted = QuotaUsage.Of(resource, obj);
        if (before is not null)
        {
            foreach (var (name, amount) in QuotaUsage.Of(resource, before)) wanted[name] = wanted.GetValueOrDefault(name) - amount;
        }

        List<JsonObject> concerned = [.. quotas.Select(q => q.ToNode()).Where(q => QuotaUsage.InScope(q, resource, obj))];
        if (resource == BuiltIn.Pods && before is null && concerned.Select(q => Unspecified(q, obj)).FirstOrDefault(m => m is not null) is { } missing) return missing;
        return concerned.Select(q => Exceeded(cluster, q, wanted)).FirstOrDefault(m => m is not null);
    }

    private static string? Unspecified(JsonObject quota, JsonObject pod)
    {
        SortedDictionary<string, List<string>> missing = new(StringComparer.Ordinal);
        foreach (var name in (quota.Child("spec", "hard") ?? []).Select(h => h.Key).Where(Required.Contains))
        {
            var (side, resource) = name.Split('.') is [var s, var r] ? (s, r) : ("requests", name);
            foreach (var container in pod.Child("spec").Each("containers").Concat(pod.Child("spec").Each("initContainers")).Where(c => c.Child("resources", side)?[resource] is null))
            {
                if (!missing.TryGetValue(name, out var containers)) missing[name] = containers = [];
                containers.Add(container.Text("name") ?? "");
            }
        }

        if (missing.Count == 0) return null;
        return $"failed quota: {Name(quota)}: must specify {string.Join("; ", missing.Select(m => $"{m.Key} for: {string.Join(",", m.Value.Order(StringComparer.Ordinal))}"))}";
    }

    private static string? Exceeded(SandboxCluster cluster, JsonObject quota, Dictionary<string, Quantity> wanted)
    {
        var hard = quota.Child("spec", "hard") ?? [];
        var asked = wanted.Where(w => w.Value > Quantity.Zero && hard.ContainsKey(w.Key)).OrderBy(w => w.Key, StringComparer.Ordinal).ToList();
        if (asked.Count == 0) return null;
        var used = QuotaUsage.Of(cluster, quota);
        var over = asked.Where(a => used[a.Key] + a.Value > Limit(a.Key)).ToList();
        if (over.Count == 0) return null;
        string List(Func<string, Quantity> amount) => string.Join(",", over.Select(o => $"{o.Key}={amount(o.Key)}"));
        return $"exceeded quota: {Name(quota)}, requested: {List(n => wanted[n])}, used: {List(n => used[n])}, limited: {List(Limit)}";

        Quantity Limit(string name) => Quantity.TryParse(hard[name]?.ToString(), out var limit) ? limit : Quantity.Zero;
    }

    private static string Name(JsonObject quota) => quota.Child("metadata").Text("name") ?? "";
}
