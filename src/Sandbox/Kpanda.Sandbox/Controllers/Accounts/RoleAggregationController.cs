using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Accounts;

/// <summary>Gives each ClusterRole with an aggregation rule the rules of all that it selects, each once, by the names of the roles.</summary>
internal sealed class RoleAggregationController(ControlPlane plane) : IController
{
    private readonly HashSet<ObjectKey> _aggregating = [];

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.ClusterRoles];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type == StoreEventType.Deleted)
            _aggregating.Remove(change.Object.Key);
        else if (change.Object.ToNode().ObjectAt("aggregationRule") is not null)
            _aggregating.Add(change.Object.Key);
        foreach (var key in _aggregating)
            enqueue(key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.ClusterRoles, key)?.ObjectAt("aggregationRule") is not { } aggregation)
            return null;
        var selectors = aggregation.ObjectsAt("clusterRoleSelectors").Select(Selector).OfType<LabelSelector>().ToList();
        var rules = new List<JsonObject>();
        foreach (var role in plane.Store.List(BuiltIn.ClusterRoles).Where(role => role.Key != key && selectors.Exists(selector => selector.Matches(role.Labels))).OrderBy(role => role.Key.Name, StringComparer.Ordinal))
        {
            foreach (var rule in role.ToNode().ObjectsAt("rules"))
            {
                if (!rules.Exists(known => JsonNode.DeepEquals(known, rule)))
                    rules.Add(rule);
            }
        }

        plane.Store.Update(BuiltIn.ClusterRoles, "", key.Name, role =>
        {
            role["rules"] = new JsonArray([.. rules.Select(rule => rule.DeepClone())]);
            return role;
        });
        return null;
    }

    private static LabelSelector? Selector(JsonObject selector) => LabelSelector.TryRead(selector, out var read, out _) ? read : null;
}
