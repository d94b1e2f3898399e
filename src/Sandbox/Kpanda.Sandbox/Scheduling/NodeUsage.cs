using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>What the pods of each node ask for together. Built when it is first needed, then kept in step with the changes of pods.</summary>
internal sealed class NodeUsage(ObjectStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, decimal>> _nodes = new(StringComparer.Ordinal);
    private Dictionary<ObjectKey, (string Node, Dictionary<string, decimal> Amounts)>? _pods;

    /// <summary>Follows a change of a pod.</summary>
    public void Observe(StoreEvent change)
    {
        lock (_gate)
        {
            // Before the first question there is nothing to keep in step.
            if (_pods is null)
                return;
            if (change.Type == StoreEventType.Deleted)
                Remove(change.Object.Key);
            else
                Put(change.Object.ToNode());
        }
    }

    /// <summary>The amount of a resource that is asked for on a node.</summary>
    public decimal Of(string node, string resource)
    {
        lock (_gate)
        {
            Build();
            return _nodes.GetValueOrDefault(node)?.GetValueOrDefault(resource) ?? 0;
        }
    }

    /// <summary>Counts a pod that has just been bound, before its change is seen.</summary>
    public void Assume(JsonObject pod)
    {
        lock (_gate)
        {
            Build();
            Put(pod);
        }
    }

    private void Build()
    {
        if (_pods is not null)
            return;
        _pods = [];
        foreach (var pod in store.List(BuiltIn.Pods))
            Put(pod.ToNode());
    }

    private void Put(JsonObject pod)
    {
        var key = pod.Key();
        Remove(key);
        if (pod.NodeName() is not { } node || pod.HasEnded())
            return;
        var amounts = ResourceAmounts.RequestsOf(pod);
        _pods![key] = (node, amounts);
        Add(node, amounts, 1);
    }

    private void Remove(ObjectKey key)
    {
        if (_pods!.Remove(key, out var entry))
            Add(entry.Node, entry.Amounts, -1);
    }

    private void Add(string node, Dictionary<string, decimal> amounts, int sign)
    {
        if (!_nodes.TryGetValue(node, out var total))
            _nodes[node] = total = new(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
            total[name] = total.GetValueOrDefault(name) + (sign * amount);
    }
}
