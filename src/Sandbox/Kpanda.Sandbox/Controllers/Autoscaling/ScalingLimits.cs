using System.Text.Json.Nodes;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Controllers.Autoscaling;

/// <summary>
/// Between what the metrics ask for and what is done: stabilisation over the last minutes, the rate of the policies in <c>spec.behavior</c>, and the least
/// and the most. Each gives the condition by which an autoscaler tells of it.
/// </summary>
internal sealed class ScalingLimits(JsonObject spec, ScalingHistory history, int current, DateTimeOffset now)
{
    private const int DownWindow = 300;

    private readonly JsonObject? _up = spec.ObjectAt("behavior", "scaleUp");
    private readonly JsonObject? _down = spec.ObjectAt("behavior", "scaleDown");

    /// <summary>The share by which a metric may miss its target without any change.</summary>
    public static (decimal Up, decimal Down) Tolerance(JsonObject spec) => (ToleranceOf(spec.ObjectAt("behavior", "scaleUp")), ToleranceOf(spec.ObjectAt("behavior", "scaleDown")));

    /// <summary>The size after the windows of stabilisation.</summary>
    public (int Replicas, string Reason, string Message) Stabilise(int wanted)
    {
        var up = Since(_up.IntAt("stabilizationWindowSeconds") ?? 0).Append(wanted).Min();
        var down = Since(_down.IntAt("stabilizationWindowSeconds") ?? DownWindow).Append(wanted).Max();
        var size = Math.Min(Math.Max(current, up), down);
        history.Recommend(wanted, now);
        if (size == wanted)
            return (size, "ReadyForNewScale", "recommended size matches current size");
        return wanted >= current
            ? (size, "ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation")
            : (size, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");
    }

    /// <summary>The size within the rate of change and the bounds.</summary>
    public (int Replicas, bool Limited, string Reason, string Message) Bound(int wanted, int least, int most)
    {
        if (wanted > current)
        {
            var rate = Math.Max(current, spec.ObjectAt("behavior") is null ? Math.Max(2 * current, 4) : Fastest(_up, up: true));
            var highest = Math.Min(most, rate);
            if (wanted > highest)
            {
                return rate < most
                    ? (highest, true, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
                    : (highest, true, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
            }
        }
        else if (wanted < current)
        {
            var rate = spec.ObjectAt("behavior") is null ? 0 : Math.Min(current, Fastest(_down, up: false));
            var lowest = Math.Max(least, rate);
            if (wanted < lowest)
            {
                return rate > least
                    ? (lowest, true, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate")
                    : (lowest, true, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
            }
        }
        return (wanted, false, "DesiredWithinRange", "the desired count is within the acceptable range");
    }

    private static decimal ToleranceOf(JsonObject? rules) => rules?["tolerance"] is { } told ? ResourceAmounts.Parse(told) : 0.1m;

    private IEnumerable<int> Since(int seconds) => history.RecommendedSince(now.AddSeconds(-seconds));

    /// <summary>The size that the policies allow at most (or at least, downwards): each counts from the size at the start of its period.</summary>
    private int Fastest(JsonObject? rules, bool up)
    {
        var select = rules.TextAt("selectPolicy");
        if (select == "Disabled")
            return current;
        var sizes = rules.ObjectsAt("policies").Select(policy =>
        {
            var start = current - history.ChangedSince(now.AddSeconds(-(policy.IntAt("periodSeconds") ?? 15)));
            var value = policy.IntAt("value") ?? 0;
            var change = up ? value : -value;
            if (policy.TextAt("type") == "Pods")
                return start + change;
            var size = start * (1 + (change / 100m));
            return (int)(up ? Math.Ceiling(size) : Math.Floor(size));
        }).DefaultIfEmpty(current).ToList();
        return (select == "Min") == up ? sizes.Min() : sizes.Max();
    }
}
