using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>Keeps the status of each ResourceQuota: what is limited, and what is used of it.</summary>
internal sealed class ResourceQuotaController(ControlPlane plane) : IController
{
    // The quotas of each namespace that has some: all other namespaces cost nothing.
    private readonly Dictionary<string, HashSet<ObjectKey>> _quotas = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupResource>? Watched => null;

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        var key = change.Object.Key;
        if (change.Object.Resource == BuiltIn.ResourceQuotas)
        {
            if (!_quotas.TryGetValue(key.Namespace, out var known))
                _quotas[key.Namespace] = known = [];
            if (change.Type == StoreEventType.Deleted)
                known.Remove(key);
            else if (known.Add(key))
                enqueue(key);
            if (known.Count == 0)
                _quotas.Remove(key.Namespace);
        }

        if (change.Object.Resource == BuiltIn.Events || !_quotas.TryGetValue(key.Namespace, out var quotas))
            return;
        foreach (var quota in quotas)
            enqueue(quota);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.ResourceQuotas, key) is not { } quota)
            return null;
        var used = QuotaUsage.Of(plane.Cluster, quota);
        plane.WriteStatus(BuiltIn.ResourceQuotas, key, new JsonObject
        {
            ["hard"] = quota.ObjectAt("spec", "hard").Copy() ?? [],
            ["used"] = new JsonObject(used.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value.ToString()))),
        });
        return null;
    }
}
