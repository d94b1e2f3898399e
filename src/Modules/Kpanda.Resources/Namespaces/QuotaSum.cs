using Kpanda.Resources.Shapes;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Namespaces;

/// <summary>What several quotas of one namespace come to. Each limit holds by itself, so the smallest of a resource counts.</summary>
internal static class QuotaSum
{
    /// <summary>The tightest limit of each resource with its use; null where there is no quota.</summary>
    public static ResourceQuotaStatus? Of(IEnumerable<IndexedObject> quotas)
    {
        Dictionary<string, string>? hard = null;
        var used = new Dictionary<string, string>();
        foreach (var quota in quotas)
        {
            hard ??= [];
            var status = Shape.Read<ResourceQuotaStatus>(quota.Body.At("status"));
            foreach (var (resource, limit) in status?.Hard ?? Shape.Read<ResourceQuotaSpec>(quota.Body.At("spec"))?.Hard ?? new Dictionary<string, string>())
            {
                if (hard.TryGetValue(resource, out var known) && ResourceAmount.Milli(known) <= ResourceAmount.Milli(limit)) continue;
                hard[resource] = limit;
                if (status?.Used?.TryGetValue(resource, out var use) == true) used[resource] = use;
            }
        }

        return hard is null ? null : new ResourceQuotaStatus { Hard = hard, Used = used };
    }
}
