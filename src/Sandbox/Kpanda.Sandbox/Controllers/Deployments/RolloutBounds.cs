using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Deployments;

/// <summary>How far a rolling update may stray from the wanted number of replicas.</summary>
internal readonly record struct RolloutBounds(int MaxSurge, int MaxUnavailable)
{
    /// <summary>Reads the strategy. Percentages of surge round up, of unavailability down; both zero would stand still, so one may be missing.</summary>
    public static RolloutBounds Of(JsonObject deployment, int replicas)
    {
        if (deployment.TextAt("spec", "strategy", "type") == "Recreate")
            return new(0, 0);
        var rolling = deployment.ObjectAt("spec", "strategy", "rollingUpdate");
        var surge = Resolve(rolling?["maxSurge"], replicas, roundUp: true, fallback: "25%");
        var unavailable = Resolve(rolling?["maxUnavailable"], replicas, roundUp: false, fallback: "25%");
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new(surge, Math.Min(unavailable, replicas));
    }

    /// <summary>A number, or a percentage of <paramref name="total"/>.</summary>
    public static int Resolve(JsonNode? value, int total, bool roundUp, string fallback)
    {
        if (value is JsonValue scalar && scalar.TryGetValue<int>(out var number))
            return number;
        var text = value is JsonValue word && word.TryGetValue<string>(out var given) ? given : fallback;
        if (!text.EndsWith('%'))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number) ? number : 0;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var percent))
            return 0;
        var share = (long)percent * total;
        return (int)(roundUp ? (share + 99) / 100 : share / 100);
    }
}
