using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>What the API server knows of one served collection.</summary>
public sealed record KindInfo(GroupVersionResource Gvr, string Kind, bool Namespaced)
{
    /// <summary>Lower-case singular name.</summary>
    public string Singular { get; init; } = Kind.ToLowerInvariant();

    /// <summary>The kind of a list.</summary>
    public string ListKind { get; init; } = Kind + "List";

    /// <summary>Short names such as <c>po</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The verbs that the collection serves.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>What is served below an object.</summary>
    public IReadOnlyList<SubresourceInfo> Subresources { get; init; } = [];

    /// <summary>Whether <c>metadata.generation</c> counts changes of the desired state.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Whether the kind was defined by a CustomResourceDefinition.</summary>
    public bool Custom { get; init; }

    /// <summary>The collection that holds the objects: two groups may serve the same ones.</summary>
    public GroupResource Storage { get; init; } = Gvr.GroupResource;

    /// <summary>The type of the objects.</summary>
    public GroupVersionKind Gvk => new(Gvr.Group, Gvr.Version, Kind);

    /// <summary>Whether <c>status</c> is a sub-resource.</summary>
    public bool HasStatus => Subresource("status") is not null;

    /// <summary>The sub-resource of that name, or null.</summary>
    public SubresourceInfo? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);
}
