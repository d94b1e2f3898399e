using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class ResourceQuotaKind() : ResourceKind<ResourceQuota>("", "resourcequotas", "ResourceQuota", namespaced: true, "Core")
{
    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["requests"] = SortedValue.Natural(obj => Used(obj, limits: false)),
        ["limits"] = SortedValue.Natural(obj => Used(obj, limits: true)),
    };

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.At("status", "hard") is not { ValueKind: JsonValueKind.Object } hard) return KindStatus.None;

        var full = hard.EnumerateObject().Where(limit => IsUsedUp(obj, limit)).Select(limit => limit.Name).ToList();
        return full.Count == 0
            ? KindStatus.Of("", StatusSeverity.Healthy)
            : KindStatus.Of("", StatusSeverity.Warning, "quota.full", ("resources", string.Join(", ", full)));
    }

    // What is used of what is allowed, as lists show it.
    private static string Used(JsonElement quota, bool limits)
    {
        var of = quota.At("status", "hard") is { ValueKind: JsonValueKind.Object } ? "status" : "spec";
        return string.Join(", ", quota.At(of).Names("hard").Where(name => name.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .Select(name => $"{name}: {(quota.Text("status", "used", name) is { Length: > 0 } used ? used : "0")}/{quota.Text(of, "hard", name)}"));
    }

    private static bool IsUsedUp(JsonElement quota, JsonProperty limit) =>
        quota.Text("status", "used", limit.Name) is { Length: > 0 } used && ResourceAmount.Milli(used) >= ResourceAmount.Milli(limit.Value.GetString() ?? "");
}
