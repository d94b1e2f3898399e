using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Controllers.Disruption;

/// <summary>How many pods a budget's workloads should have, and how many of them must stay healthy.</summary>
internal static class ExpectedPods
{
    /// <summary>The two numbers, or why they cannot be known.</summary>
    public static (int Expected, int Desired, string? Problem) Of(ControlPlane plane, JsonObject budget, List<JsonObject> pods)
    {
        var spec = budget.ObjectAt("spec");
        if (spec?["maxUnavailable"] is { } most)
        {
            var (expected, problem) = Scale(plane, pods);
            return (expected, Math.Max(0, expected - Share(most, expected)), problem);
        }
        if (spec?["minAvailable"] is not { } least)
            return (pods.Count, 0, null);
        if (least.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            return (pods.Count, Share(least, pods.Count), null);
        var (size, why) = Scale(plane, pods);
        return (size, Share(least, size), why);
    }

    // Percentages are rounded up.
    private static int Share(JsonNode value, int total)
    {
        if (value.AsValue().TryGetValue<int>(out var number))
            return number;
        return int.TryParse(value.ToString().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? ((percent * total) + 99) / 100 : 0;
    }

    /// <summary>The sizes of all workloads that the pods belong to. Pods without one count for nothing.</summary>
    private static (int Expected, string? Problem) Scale(ControlPlane plane, List<JsonObject> pods)
    {
        var total = 0L;
        HashSet<string> counted = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (pod.Controller() is not { } owner)
                continue;
            var (found, problem) = Workload(plane, pod.Namespace(), owner);
            if (problem is not null)
                return (0, problem);
            if (found is var (kind, item) && counted.Add(item.Uid()))
                total += ScaleFields.Of(plane.Cluster, kind).Wanted(item) ?? 0;
        }
        return ((int)total, null);
    }

    private static ((KindInfo Kind, JsonObject Item)? Found, string? Problem) Workload(ControlPlane plane, string ns, JsonObject owner)
    {
        var version = owner.TextAt("apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var gvk = new GroupVersionKind(slash < 0 ? "" : version[..slash], version[(slash + 1)..], owner.TextAt("kind") ?? "");
        if (plane.Cluster.Kinds.Find(gvk) is not { } kind)
            return (null, $"no matches for kind \"{gvk.Kind}\" in version \"{version}\"");
        if (kind.Subresource("scale") is null)
            return (null, $"{kind.Gvr.GroupResource} does not implement the scale subresource");
        if (plane.Get(kind.Storage, new(ns, owner.TextAt("name") ?? "")) is not { } item || item.Uid() != owner.TextAt("uid"))
            return (null, null);
        // A ReplicaSet of a Deployment is only a part of it.
        return kind.Storage == BuiltIn.ReplicaSets && item.Controller() is { } above && above.TextAt("kind") == "Deployment" ? Workload(plane, ns, above) : ((kind, item), null);
    }
}
