using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>Whether a pod puts up with a node's taints.</summary>
internal static class Tolerations
{
    /// <summary>The first taint with one of these effects that the pod does not tolerate, or null.</summary>
    public static JsonObject? FirstUntolerated(JsonObject pod, JsonObject node, params ReadOnlySpan<string> effects)
    {
        foreach (var taint in node.ObjectsAt("spec", "taints"))
        {
            if (effects.Contains(taint.TextAt("effect") ?? "") && !IsTolerated(pod, taint))
                return taint;
        }
        return null;
    }

    public static bool IsTolerated(JsonObject pod, JsonObject taint) => pod.ObjectsAt("spec", "tolerations").Any(toleration => Covers(toleration, taint));

    /// <summary>
    /// How long a pod stays on a node with a NoExecute taint: null for ever, zero when it is not tolerated.
    /// </summary>
    public static TimeSpan? StayUnder(JsonObject pod, JsonObject taint)
    {
        var covering = pod.ObjectsAt("spec", "tolerations").Where(toleration => Covers(toleration, taint)).ToList();
        if (covering.Count == 0)
            return TimeSpan.Zero;
        var limits = covering.Select(toleration => toleration.LongAt("tolerationSeconds")).OfType<long>().ToList();
        return limits.Count == 0 ? null : TimeSpan.FromSeconds(Math.Max(0, limits.Min()));
    }

    private static bool Covers(JsonObject toleration, JsonObject taint)
    {
        if (toleration.TextAt("effect") is { Length: > 0 } effect && effect != taint.TextAt("effect"))
            return false;
        var key = toleration.TextAt("key") ?? "";
        var exists = toleration.TextAt("operator") == "Exists";
        if (key.Length == 0)
            return exists;
        return key == taint.TextAt("key") && (exists || (toleration.TextAt("value") ?? "") == (taint.TextAt("value") ?? ""));
    }
}
