using System.Collections.Concurrent;
using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>The kinds that one cluster serves: the built-in ones and those of its CustomResourceDefinitions. Thread-safe.</summary>
public sealed class KindCatalogue
{
    // The built-in kinds are the same in all clusters of a version.
    private static readonly ConcurrentDictionary<int, Lookup> BuiltInKinds = new();

    private readonly Lock gate = new();
    private volatile Lookup lookup;
    private IReadOnlyDictionary<string, IReadOnlyList<CustomKind>> custom = new Dictionary<string, IReadOnlyList<CustomKind>>();

    internal KindCatalogue(FactTable facts)
    {
        Facts = facts;
        lookup = BuiltInKinds.GetOrAdd(facts.Minor, _ => new Lookup(facts, []));
    }

    /// <summary>The facts of the cluster's version.</summary>
    internal FactTable Facts { get; }

    /// <summary>Everything that is served.</summary>
    public IReadOnlyList<KindInfo> All => lookup.All;

    /// <summary>Grows with every change of the custom kinds.</summary>
    public int Revision { get; private set; }

    /// <summary>The collection of that name and version, or null.</summary>
    public KindInfo? Find(GroupVersionResource gvr) => lookup.ByGvr.GetValueOrDefault(gvr);

    /// <summary>The preferred version of a collection, or null.</summary>
    public KindInfo? Find(GroupResource resource) => lookup.ByResource.GetValueOrDefault(resource);

    /// <summary>The collection that holds objects of a type, or null.</summary>
    public KindInfo? Find(GroupVersionKind gvk) => lookup.ByGvk.GetValueOrDefault(gvk);

    /// <summary>The version in which the objects of a collection are kept.</summary>
    internal KindInfo? Stored(GroupResource resource) => lookup.Stored.GetValueOrDefault(resource);

    /// <summary>What a CustomResourceDefinition says of a kind; null for built-in ones.</summary>
    internal CustomKind? Custom(KindInfo kind) => lookup.Custom.GetValueOrDefault(kind.Gvr);

    /// <summary>The schema of a kind, or null where there is none.</summary>
    internal SchemaNode? Schema(KindInfo kind) =>
        kind.Custom ? Custom(kind)?.Schema : Facts.Schema(kind.Gvk);

    /// <summary>Serves the kinds of one CustomResourceDefinition; none removes them.</summary>
    internal void SetCustom(string definition, IReadOnlyList<CustomKind> kinds)
    {
        lock (gate)
        {
            var next = new Dictionary<string, IReadOnlyList<CustomKind>>(custom);
            if (kinds.Count == 0) next.Remove(definition);
            else next[definition] = kinds;
            custom = next;
            lookup = new Lookup(Facts, [.. next.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value)]);
            Revision++;
        }
    }

    private sealed class Lookup
    {
        public Lookup(FactTable facts, IReadOnlyList<CustomKind> custom)
        {
            All = [.. facts.Kinds, .. custom.Where(c => c.Served).Select(c => c.Info)];
            ByGvr = All.ToFrozenDictionary(k => k.Gvr);
            ByResource = All.DistinctBy(k => k.Gvr.GroupResource).ToFrozenDictionary(k => k.Gvr.GroupResource);
            ByGvk = All.DistinctBy(k => k.Gvk).ToFrozenDictionary(k => k.Gvk);
            Stored = facts.Kept.Concat(custom.Where(c => c.Storage).Select(c => c.Info))
                .DistinctBy(k => k.Gvr.GroupResource).ToFrozenDictionary(k => k.Gvr.GroupResource);
            Custom = custom.DistinctBy(c => c.Info.Gvr).ToFrozenDictionary(c => c.Info.Gvr);
        }

        public IReadOnlyList<KindInfo> All { get; }

        public FrozenDictionary<GroupVersionResource, KindInfo> ByGvr { get; }

        public FrozenDictionary<GroupResource, KindInfo> ByResource { get; }

        public FrozenDictionary<GroupVersionKind, KindInfo> ByGvk { get; }

        public FrozenDictionary<GroupResource, KindInfo> Stored { get; }

        public FrozenDictionary<GroupVersionResource, CustomKind> Custom { get; }
    }
}
