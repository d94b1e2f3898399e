using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>
/// Which pod is on which node, what it asks for, and what the pods of each node ask for together. Built when it is first needed, then kept in step with the
/// changes of pods.
/// </summary>
internal sealed class NodeUsage(ObjectStore store)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, decimal>> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, (string Node, List<TopologyTerm> Terms)> _antiAffine = [];
    private readonly Dictionary<ObjectKey, (string Node, IReadOnlyList<HostPort> Ports)> _ports = [];
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

    /// <summary>The amount of a resource that is asked for on a node, without what some pods ask for.</summary>
    public decimal Of(string node, string resource, IReadOnlySet<ObjectKey>? without = null)
    {
        lock (_gate)
        {
            var total = Build()._nodes.GetValueOrDefault(node)?.GetValueOrDefault(resource) ?? 0;
            foreach (var key in without ?? new HashSet<ObjectKey>())
            {
                if (_pods!.TryGetValue(key, out var entry) && entry.Node == node)
                    total -= entry.Amounts.GetValueOrDefault(resource);
            }
            return total;
        }
    }

    /// <summary>The node of a pod that has one and has not ended, or null.</summary>
    public string? NodeOf(ObjectKey pod)
    {
        lock (_gate)
            return Build()._pods!.TryGetValue(pod, out var entry) ? entry.Node : null;
    }

    /// <summary>The pods on a node that have not ended.</summary>
    public List<ObjectKey> PodsOn(string node)
    {
        lock (_gate)
            return [.. Build()._pods!.Where(pod => pod.Value.Node == node).Select(pod => pod.Key)];
    }

    /// <summary>The pods that want some others off their nodes.</summary>
    public List<(ObjectKey Pod, string Node, List<TopologyTerm> Terms)> AntiAffine()
    {
        lock (_gate)
            return [.. Build()._antiAffine.Select(pod => (pod.Key, pod.Value.Node, pod.Value.Terms))];
    }

    /// <summary>The ports of a node that pods have taken.</summary>
    public List<HostPort> PortsOn(string node, IReadOnlySet<ObjectKey> without)
    {
        lock (_gate)
            return [.. Build()._ports.Where(pod => pod.Value.Node == node && !without.Contains(pod.Key)).SelectMany(pod => pod.Value.Ports)];
    }

    /// <summary>Counts a pod that has just been bound, before its change is seen.</summary>
    public void Assume(JsonObject pod)
    {
        lock (_gate)
            Build().Put(pod);
    }

    private NodeUsage Build()
    {
        if (_pods is not null)
            return this;
        _pods = [];
        foreach (var pod in store.List(BuiltIn.Pods))
            Put(pod.ToNode());
        return this;
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
        if (TopologyTerm.Required(store, pod, "podAntiAffinity") is { Count: > 0 } terms)
            _antiAffine[key] = (node, terms);
        if (HostPort.Of(pod) is { Count: > 0 } ports)
            _ports[key] = (node, ports);
    }

    private void Remove(ObjectKey key)
    {
        if (!_pods!.Remove(key, out var entry))
            return;
        Add(entry.Node, entry.Amounts, -1);
        _antiAffine.Remove(key);
        _ports.Remove(key);
    }

    private void Add(string node, Dictionary<string, decimal> amounts, int sign)
    {
        if (!_nodes.TryGetValue(node, out var total))
            _nodes[node] = total = new(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
            total[name] = total.GetValueOrDefault(name) + (sign * amount);
    }
}
