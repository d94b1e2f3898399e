using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Kinds;

internal sealed class ResourceQuotaKind() : ResourceKind<ResourceQuota>("", "resourcequotas", "ResourceQuota", namespaced: true, "Core")
{
    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.At("status", "hard") is not { ValueKind: JsonValueKind.Object } hard) return KindStatus.None;

        var full = hard.EnumerateObject().Where(limit => IsUsedUp(obj, limit)).Select(limit => limit.Name).ToList();
        return full.Count == 0
            ? KindStatus.Of("", StatusSeverity.Healthy)
            : KindStatus.Of("", StatusSeverity.Warning, "quota.full", ("resources", string.Join(", ", full)));
    }

    private static bool IsUsedUp(JsonElement quota, JsonProperty limit) =>
        quota.Text("status", "used", limit.Name) is { Length: > 0 } used && ResourceAmount.Milli(used) >= ResourceAmount.Milli(limit.Value.GetString() ?? "");
}
