using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>What objects use of what a ResourceQuota can limit.</summary>
internal static class QuotaUsage
{
    private static readonly string[] Counted = ["configmaps", "secrets", "services", "replicationcontrollers", "resourcequotas", "persistentvolumeclaims"];

    // The names of compute resources may stand alone for their requests.
    private static readonly string[] Compute = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>What one object uses, by the names that quotas use.</summary>
    public static Dictionary<string, Quantity> Of(GroupResource resource, JsonObject obj)
    {
        Dictionary<string, Quantity> used = new(StringComparer.Ordinal)
        {
            [$"count/{resource}"] = Quantity.Of(1),
        };
        if (resource.Group.Length > 0) return used;
        if (Counted.Contains(resource.Resource)) used[resource.Resource] = Quantity.Of(1);
        switch (resource.Resource)
        {
            case "pods":
                if (obj.Child("status").Text("phase") is not ("Succeeded" or "Failed")) Pod(obj, used);
                break;
            case "services":
                Service(obj.Child("spec"), used);
                break;
            case "persistentvolumeclaims":
                Claim(obj.Child("spec"), used);
                break;
        }

        return used;
    }

    /// <summary>What all objects of a namespace use of the things that a quota limits.</summary>
    public static Dictionary<string, Quantity> Of(SandboxCluster cluster, JsonObject quota)
    {
        var ns = quota.Child("metadata").Text("namespace") ?? "";
        Dictionary<string, Quantity> used = new(StringComparer.Ordinal);
        var hard = quota.Child("spec", "hard") ?? [];
        foreach (var (name, _) in hard) used[name] = Quantity.Zero;
        foreach (var resource in hard.Select(h => ResourceOf(h.Key)).Distinct())
        {
            foreach (var obj in cluster.Store.List(resource, ns).Select(o => o.ToNode()).Where(o => InScope(quota, resource, o)))
            {
                foreach (var (name, amount) in Of(resource, obj))
                {
                    if (used.TryGetValue(name, out var sum)) used[name] = sum + amount;
                }
            }
        }

        return used;
    }

    /// <summary>Whether a quota with scopes counts an object; one without counts all.</summary>
    public static bool InScope(JsonObject quota, GroupResource resource, JsonObject obj)
    {
        var spec = quota.Child("spec");
        var scopes = (spec?["scopes"] as JsonArray ?? []).Select(s => new JsonObject { ["scopeName"] = s?.ToString(), ["operator"] = "Exists" })
            .Concat(spec.Child("scopeSelector").Each("matchExpressions")).ToList();
        return scopes.Count == 0 || (resource == BuiltIn.Pods && scopes.TrueForAll(s => Matches(s, obj)));
    }

    /// <summary>The collection whose objects use what a quota names so.</summary>
    public static GroupResource ResourceOf(string name)
    {
        if (name.StartsWith("count/", StringComparison.Ordinal)) return Collection(name["count/".Length..]);
        if (name == "requests.storage" || name.Contains(".storageclass.storage.k8s.io/", StringComparison.Ordinal)) return BuiltIn.PersistentVolumeClaims;
        if (name.StartsWith("services.", StringComparison.Ordinal)) return BuiltIn.Services;
        return Counted.Contains(name) ? new GroupResource("", name) : BuiltIn.Pods;
    }

    // deployments.apps
    private static GroupResource Collection(string text) => text.Split('.', 2) is [var resource, var group] ? new(group, resource) : new("", text);

    private static bool Matches(JsonObject scope, JsonObject pod)
    {
        var spec = pod.Child("spec");
        var bestEffort = PodDefaults.QualityOfService(spec ?? []) == "BestEffort";
        var priority = spec.Text("priorityClassName") ?? "";
        var values = (scope["values"] as JsonArray ?? []).Select(v => v?.ToString()).ToList();
        return scope.Text("scopeName") switch
        {
            "Terminating" => spec?["activeDeadlineSeconds"] is not null,
            "NotTerminating" => spec?["activeDeadlineSeconds"] is null,
            "BestEffort" => bestEffort,
            "NotBestEffort" => !bestEffort,
            "PriorityClass" => scope.Text("operator") switch
            {
                "In" => values.Contains(priority),
                "NotIn" => !values.Contains(priority),
                "DoesNotExist" => priority.Length == 0,
                _ => priority.Length > 0,
            },
            _ => false,
        };
    }

    private static void Pod(JsonObject pod, Dictionary<string, Quantity> used)
    {
        used["pods"] = Quantity.Of(1);
        foreach (var side in (ReadOnlySpan<string>)["requests", "limits"])
        {
            Dictionary<string, Quantity> sum = new(StringComparer.Ordinal);
            foreach (var (name, amount) in pod.Child("spec").Each("containers").SelectMany(c => c.Child("resources", side) ?? [])) sum[name] = sum.GetValueOrDefault(name) + Parse(amount);
            foreach (var container in pod.Child("spec").Each("initContainers"))
            {
                var sidecar = container.Text("restartPolicy") == "Always";
                foreach (var (name, node) in container.Child("resources", side) ?? [])
                {
                    var amount = Parse(node);
                    var before = sum.GetValueOrDefault(name);
                    sum[name] = sidecar ? before + amount : amount > before ? amount : before;
                }
            }

            foreach (var (name, amount) in pod.Child("spec", "overhead") ?? []) sum[name] = sum.GetValueOrDefault(name) + Parse(amount);
            foreach (var (name, amount) in sum)
            {
                used[$"{side}.{name}"] = amount;
                if (side == "requests" && Compute.Contains(name)) used[name] = amount;
            }
        }
    }

    private static void Service(JsonObject? spec, Dictionary<string, Quantity> used)
    {
        var type = spec.Text("type");
        used["services.loadbalancers"] = Quantity.Of(type == "LoadBalancer" ? 1 : 0);
        used["services.nodeports"] = Quantity.Of(type == "NodePort" ? spec.Each("ports").Count() : type == "LoadBalancer" ? spec.Each("ports").Count(p => p.Number("nodePort") is > 0) : 0);
    }

    private static void Claim(JsonObject? spec, Dictionary<string, Quantity> used)
    {
        var storage = Parse(spec.Child("resources", "requests")?["storage"]);
        used["requests.storage"] = storage;
        if (spec.Text("storageClassName") is not { Length: > 0 } storageClass) return;
        used[$"{storageClass}.storageclass.storage.k8s.io/requests.storage"] = storage;
        used[$"{storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims"] = Quantity.Of(1);
    }

    private static Quantity Parse(JsonNode? quantity) => Quantity.TryParse(quantity?.ToString(), out var parsed) ? parsed : Quantity.Zero;
}
