using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Scheduling;

/// <summary>A term of pod affinity: which pods, in which namespaces, and which label of their nodes says that nodes belong together.</summary>
internal sealed class TopologyTerm
{
    private readonly LabelSelector _selector;
    private readonly HashSet<string> _namespaces;
    private readonly LabelSelector? _namespaceSelector;
    private readonly ObjectStore _store;

    private TopologyTerm(ObjectStore store, JsonObject term, JsonObject pod)
    {
        _store = store;
        Key = term.TextAt("topologyKey") ?? "";
        _selector = SelectorOf(term, pod);
        _namespaces = [.. term.ArrayAt("namespaces").Texts()];
        _namespaceSelector = term.ObjectAt("namespaceSelector") is { } chosen && LabelSelector.TryRead(chosen, out var read, out _) ? read : null;
        if (_namespaces.Count == 0 && _namespaceSelector is null)
            _namespaces.Add(pod.Namespace());
    }

    /// <summary>The label of nodes.</summary>
    public string Key { get; }

    /// <summary>The required terms of a pod: of <c>podAffinity</c> or <c>podAntiAffinity</c>.</summary>
    public static List<TopologyTerm> Required(ObjectStore store, JsonObject pod, string kind) =>
        [.. pod.ObjectsAt("spec", "affinity", kind, "requiredDuringSchedulingIgnoredDuringExecution").Select(term => new TopologyTerm(store, term, pod))];

    /// <summary>The preferred terms of a pod, with their weights.</summary>
    public static List<(TopologyTerm Term, int Weight)> Preferred(ObjectStore store, JsonObject pod, string kind) =>
        [.. pod.ObjectsAt("spec", "affinity", kind, "preferredDuringSchedulingIgnoredDuringExecution")
            .Where(preference => preference.ObjectAt("podAffinityTerm") is not null)
            .Select(preference => (new TopologyTerm(store, preference.ObjectAt("podAffinityTerm")!, pod), preference.IntAt("weight") ?? 0))];

    /// <summary>The selector of a term or of a spread constraint, together with the pod's own values of <c>matchLabelKeys</c>.</summary>
    public static LabelSelector SelectorOf(JsonObject term, JsonObject pod)
    {
        if (!LabelSelector.TryRead(term.ObjectAt("labelSelector"), out var selector, out _))
            return LabelSelector.Nothing;
        var own = term.ArrayAt("matchLabelKeys").Texts().Where(key => pod.Label(key) is not null).Select(key => new LabelRequirement(key, LabelOperator.In, [pod.Label(key)!])).ToList();
        return own.Count == 0 ? selector : LabelSelector.Of(selector.Requirements.Concat(own));
    }

    /// <summary>Whether the term is about a pod with these labels in a namespace.</summary>
    public bool Selects(string ns, IReadOnlyDictionary<string, string> labels)
    {
        if (!_selector.Matches(labels))
            return false;
        return _namespaces.Contains(ns)
            || (_namespaceSelector is not null && _store.Get(BuiltIn.Namespaces, "", ns) is { } found && _namespaceSelector.Matches(found.Labels));
    }

    /// <summary>The pods that the term is about.</summary>
    public IEnumerable<StoredObject> Pods()
    {
        var found = _namespaceSelector is null ? _namespaces.SelectMany(ns => _store.List(BuiltIn.Pods, ns)) : _store.List(BuiltIn.Pods);
        return found.Where(pod => Selects(pod.Key.Namespace, pod.Labels));
    }
}
