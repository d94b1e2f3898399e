using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>
/// Where a pod may go by what runs where: affinity and anti-affinity between pods, theirs and its own, and topology spread. Counts once for all nodes.
/// </summary>
internal sealed class PodTopology
{
    private readonly ObjectStore _store;
    private readonly Dictionary<string, JsonObject> _nodes;
    private readonly NodeUsage _usage;
    private readonly JsonObject _pod;
    private readonly IReadOnlySet<ObjectKey> _without;
    private readonly List<(TopologyTerm Term, Dictionary<string, int> Counts)> _near;
    private readonly List<(TopologyTerm Term, Dictionary<string, int> Counts)> _apart;
    private readonly HashSet<(string Key, string Value)> _forbidden = [];
    private readonly List<SpreadConstraint> _spread;
    private readonly bool _isFirst;

    /// <param name="store">The cluster's objects.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="usage">Which pod is on which node.</param>
    /// <param name="pod">The pod that wants a node.</param>
    /// <param name="without">Pods that are taken for gone.</param>
    public PodTopology(ObjectStore store, IEnumerable<JsonObject> nodes, NodeUsage usage, JsonObject pod, IReadOnlySet<ObjectKey> without)
    {
        (_store, _usage, _pod, _without) = (store, usage, pod, without);
        _nodes = nodes.ToDictionary(node => node.Name(), StringComparer.Ordinal);
        _near = [.. TopologyTerm.Required(store, pod, "podAffinity").Select(term => (term, Count(term.Key, term.Pods())))];
        _apart = [.. TopologyTerm.Required(store, pod, "podAntiAffinity").Select(term => (term, Count(term.Key, term.Pods())))];
        var labels = pod.MapAt("metadata", "labels");
        // The first of a group that wants to be together may be anywhere.
        _isFirst = _near.All(entry => entry.Counts.Count == 0 && entry.Term.Selects(pod.Namespace(), labels));
        foreach (var (key, node, terms) in usage.AntiAffine())
        {
            if (without.Contains(key) || !_nodes.TryGetValue(node, out var place))
                continue;
            foreach (var term in terms.Where(term => place.Label(term.Key) is not null && term.Selects(pod.Namespace(), labels)))
                _forbidden.Add((term.Key, place.Label(term.Key)!));
        }
        _spread = Spread(hard: true);
    }

    /// <summary>What keeps the pod off a node, or null.</summary>
    public Obstacle? Against(JsonObject node) => Spreading(node) ?? Affinity(node);

    /// <summary>How much the pod would like a node, by preferred terms and soft constraints: more is better.</summary>
    public decimal Preference(JsonObject node)
    {
        decimal score = 0;
        foreach (var (term, weight) in TopologyTerm.Preferred(_store, _pod, "podAffinity"))
            score += weight * Near(term, node);
        foreach (var (term, weight) in TopologyTerm.Preferred(_store, _pod, "podAntiAffinity"))
            score -= weight * Near(term, node);
        foreach (var constraint in Spread(hard: false))
            score -= 20 * constraint.Counts.GetValueOrDefault(node.Label(constraint.Key) ?? "");
        return score / 100;
    }

    private int Near(TopologyTerm term, JsonObject node) => node.Label(term.Key) is { } value && Count(term.Key, term.Pods()).ContainsKey(value) ? 1 : 0;

    private Obstacle? Affinity(JsonObject node)
    {
        foreach (var (term, counts) in _near)
        {
            if (node.Label(term.Key) is not { } value || (!counts.ContainsKey(value) && !_isFirst))
                return new("node(s) didn't match pod affinity rules", false);
        }
        if (_apart.Any(entry => node.Label(entry.Term.Key) is { } value && entry.Counts.ContainsKey(value)))
            return new("node(s) didn't match pod anti-affinity rules", true);
        return _forbidden.Any(pair => node.Label(pair.Key) == pair.Value) ? new("node(s) didn't satisfy existing pods anti-affinity rules", true) : null;
    }

    private Obstacle? Spreading(JsonObject node)
    {
        foreach (var constraint in _spread)
        {
            if (node.Label(constraint.Key) is not { } value)
                return new("node(s) didn't match pod topology spread constraints (missing required label)", false);
            if (constraint.Counts.GetValueOrDefault(value) + (constraint.SelectsItself ? 1 : 0) - constraint.Least > constraint.MaxSkew)
                return new("node(s) didn't match pod topology spread constraints", true);
        }
        return null;
    }

    private List<SpreadConstraint> Spread(bool hard)
    {
        var constraints = _pod.ObjectsAt("spec", "topologySpreadConstraints").Where(item => (item.TextAt("whenUnsatisfiable") != "ScheduleAnyway") == hard).ToList();
        var keys = constraints.Select(item => item.TextAt("topologyKey") ?? "").ToList();
        return [.. constraints.Select(item => Spread(item, keys))];
    }

    private SpreadConstraint Spread(JsonObject constraint, List<string> keys)
    {
        var key = constraint.TextAt("topologyKey") ?? "";
        var selector = TopologyTerm.SelectorOf(constraint, _pod);
        var eligible = _nodes.Values.Where(node => keys.All(name => node.Label(name) is not null) && IsCounted(constraint, node)).ToDictionary(node => node.Name(), StringComparer.Ordinal);
        var counts = eligible.Values.Select(node => node.Label(key)!).Distinct(StringComparer.Ordinal).ToDictionary(value => value, _ => 0, StringComparer.Ordinal);
        foreach (var pod in _store.List(BuiltIn.Pods, _pod.Namespace()).Where(pod => !pod.Deleting && !_without.Contains(pod.Key) && selector.Matches(pod.Labels)))
        {
            if (_usage.NodeOf(pod.Key) is { } name && eligible.TryGetValue(name, out var node))
                counts[node.Label(key)!]++;
        }
        var least = counts.Count == 0 || counts.Count < (constraint.IntAt("minDomains") ?? 1) ? 0 : counts.Values.Min();
        return new(key, counts, least, constraint.IntAt("maxSkew") ?? 1, selector.Matches(_pod.MapAt("metadata", "labels")));
    }

    private bool IsCounted(JsonObject constraint, JsonObject node) =>
        (constraint.TextAt("nodeAffinityPolicy") == "Ignore" || NodeAffinity.Matches(_pod, node))
        && (constraint.TextAt("nodeTaintsPolicy") != "Honor" || Tolerations.FirstUntolerated(_pod, node, "NoSchedule", "NoExecute") is null);

    /// <summary>How many of these pods are in each domain.</summary>
    private Dictionary<string, int> Count(string key, IEnumerable<StoredObject> pods)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (!_without.Contains(pod.Key) && _usage.NodeOf(pod.Key) is { } name && _nodes.TryGetValue(name, out var node) && node.Label(key) is { } value)
                counts[value] = counts.GetValueOrDefault(value) + 1;
        }
        return counts;
    }

    private sealed record SpreadConstraint(string Key, Dictionary<string, int> Counts, int Least, int MaxSkew, bool SelectsItself);
}
