using Kpanda.Hosting.Requests;
using Kpanda.KubeModel;
using Kpanda.Search.Index;

namespace Kpanda.Search.Query;

/// <summary>A change of one object, as a subscription sees it. Immutable; the object is taken apart only when somebody asks for it.</summary>
public sealed class ResourceChange
{
    private readonly IndexedObjectSource? _source;

    internal ResourceChange(ResourceChangeKind kind, string cluster, GroupResource resource, ObjectKey key, IndexedObjectSource? source) =>
        (Kind, Cluster, Resource, Key, _source) = (kind, cluster, resource, key, source);

    /// <summary>What it means for the query.</summary>
    public ResourceChangeKind Kind { get; }

    /// <summary>Name of the member cluster.</summary>
    public string Cluster { get; }

    /// <summary>The collection.</summary>
    public GroupResource Resource { get; }

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key { get; }

    /// <summary>
    /// The new state; null for <see cref="ResourceChangeKind.Removed"/>, and for an object that came into the query without having changed itself, whose state is to be
    /// asked for. Made anew at each call.
    /// </summary>
    public IndexedObject? Object => _source?.Get();

    /// <summary>Whether its state is another one than before, and so its place in a list that is sorted by state.</summary>
    public bool StateChanged { get; internal init; }

    /// <summary>Whether the new state is at hand.</summary>
    internal bool HasObject => _source is not null;

    /// <summary>Bytes of the new state; 0 where there is none.</summary>
    internal int Size => _source?.Size ?? 0;

    /// <summary>The row of the new state in a language, rendered once for all subscriptions.</summary>
    internal ReadOnlyMemory<byte> Row(Language language, Func<IndexedObject, Language, byte[]> render) =>
        _source?.Row(language, render) ?? throw new InvalidOperationException("A removed object has no row.");
}
