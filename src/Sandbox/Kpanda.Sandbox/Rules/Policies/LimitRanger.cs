using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>LimitRanges: they give containers requests and limits, and say how small and how large requests and limits may be.</summary>
internal static class LimitRanger
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    /// <summary>Gives a new pod's containers what the LimitRanges of its namespace say, and notes so in an annotation.</summary>
    public static void Complete(SandboxCluster cluster, JsonObject pod)
    {
        foreach (var range in Ranges(cluster, pod))
        {
            List<string> notes = [];
            var items = range.Child("spec").Each("limits").Where(l => l.Text("type") == "Container").ToList();
            foreach (var (list, called) in ((string, string)[])[("initContainers", "init container"), ("containers", "container")])
            {
                foreach (var container in pod.Child("spec").Each(list))
                {
                    Merge(container, items, "defaultRequest", "requests", $"request for {called} {container.Text("name")}", notes);
                    Merge(container, items, "default", "limits", $"limit for {called} {container.Text("name")}", notes);
                }
            }

            if (notes.Count > 0) pod.Ensure("metadata").Ensure("annotations")[Annotation] = "LimitRanger plugin set: " + string.Join("; ", notes);
        }
    }

    /// <summary>Why a new pod or claim may not be, or null.</summary>
    public static string? Refuses(SandboxCluster cluster, GroupResource resource, JsonObject obj)
    {
        List<string> errors = [];
        foreach (var limit in Ranges(cluster, obj).SelectMany(r => r.Child("spec").Each("limits")))
        {
            var type = limit.Text("type");
            if (resource == BuiltIn.PersistentVolumeClaims && type == "PersistentVolumeClaim") Check(limit, type, obj.Child("spec", "resources", "requests"), null, errors);
            if (resource != BuiltIn.Pods) continue;
            if (type == "Container")
            {
                foreach (var container in obj.Child("spec").Each("containers").Concat(obj.Child("spec").Each("initContainers")))
                    Check(limit, type, container.Child("resources", "requests"), container.Child("resources", "limits"), errors);
            }
            else if (type == "Pod")
            {
                Check(limit, type, Total(obj, "requests"), Total(obj, "limits"), errors);
            }
        }

        return errors.Count switch
        {
            0 => null,
            1 => errors[0],
            _ => $"[{string.Join(", ", errors)}]",
        };
    }

    private static IEnumerable<JsonObject> Ranges(SandboxCluster cluster, JsonObject obj) =>
        cluster.Store.List(BuiltIn.LimitRanges, obj.Child("metadata").Text("namespace") ?? "").Select(r => r.ToNode());

    private static void Merge(JsonObject container, IEnumerable<JsonObject> items, string from, string into, string called, List<string> notes)
    {
        List<string> set = [];
        foreach (var (name, amount) in items.SelectMany(i => i.Child(from) ?? []))
        {
            var amounts = container.Ensure("resources").Ensure(into);
            if (amounts.ContainsKey(name)) continue;
            amounts[name] = amount?.DeepClone();
            set.Add(name);
        }

        if (set.Count > 0) notes.Add($"{string.Join(", ", set.Order(StringComparer.Ordinal))} {called}");
    }

    private static void Check(JsonObject limit, string type, JsonObject? requests, JsonObject? limits, List<string> errors)
    {
        foreach (var (name, least) in limit.Child("min") ?? [])
        {
            if (requests?[name] is not { } request) errors.Add($"minimum {name} usage per {type} is {Shown(least)}.  No request is specified");
            else if (Amount(request) < Amount(least)) errors.Add($"minimum {name} usage per {type} is {Shown(least)}, but request is {Shown(request)}");
            else if (limits?[name] is { } given && Amount(given) < Amount(least)) errors.Add($"minimum {name} usage per {type} is {Shown(least)}, but limit is {Shown(given)}");
        }

        foreach (var (name, most) in limit.Child("max") ?? [])
        {
            if (type == "PersistentVolumeClaim")
            {
                if (requests?[name] is not { } asked) errors.Add($"maximum {name} usage per {type} is {Shown(most)}.  No request is specified");
                else if (Amount(asked) > Amount(most)) errors.Add($"maximum {name} usage per {type} is {Shown(most)}, but request is {Shown(asked)}");
            }
            else if (limits?[name] is not { } given)
            {
                errors.Add($"maximum {name} usage per {type} is {Shown(most)}.  No limit is specified");
            }
            else if (Amount(given) > Amount(most))
            {
                errors.Add($"maximum {name} usage per {type} is {Shown(most)}, but limit is {Shown(given)}");
            }
            else if (requests?[name] is { } request && Amount(request) > Amount(most))
            {
                errors.Add($"maximum {name} usage per {type} is {Shown(most)}, but request is {Shown(request)}");
            }
        }

        foreach (var (name, most) in limit.Child("maxLimitRequestRatio") ?? [])
        {
            if (Amount(requests?[name]) is var request && request == 0) errors.Add($"{name} max limit to request ratio per {type} is {Shown(most)}, but no request is specified or request is 0");
            else if (Amount(limits?[name]) is var given && given == 0) errors.Add($"{name} max limit to request ratio per {type} is {Shown(most)}, but no limit is specified or limit is 0");
            else if (given / request > Amount(most)) errors.Add(FormattableString.Invariant($"{name} max limit to request ratio per {type} is {Shown(most)}, but provided ratio is {given / request:F6}"));
        }
    }

    // Containers together, or the largest init container, whichever is more.
    private static JsonObject Total(JsonObject pod, string side)
    {
        Dictionary<string, Quantity> sum = new(StringComparer.Ordinal);
        foreach (var (name, amount) in pod.Child("spec").Each("containers").SelectMany(c => c.Child("resources", side) ?? []))
            sum[name] = sum.GetValueOrDefault(name) + Parse(amount);
        foreach (var (name, amount) in pod.Child("spec").Each("initContainers").SelectMany(c => c.Child("resources", side) ?? []))
        {
            if (Parse(amount) is var one && one > sum.GetValueOrDefault(name)) sum[name] = one;
        }

        return new JsonObject(sum.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value.ToString())));
    }

    private static decimal Amount(JsonNode? quantity) => ResourceAmounts.Parse(quantity);

    private static string Shown(JsonNode? quantity) => Parse(quantity).ToString();

    private static Quantity Parse(JsonNode? quantity) => Quantity.TryParse(quantity?.ToString(), out var parsed) ? parsed : Quantity.Zero;
}
