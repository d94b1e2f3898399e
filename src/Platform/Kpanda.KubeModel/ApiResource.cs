namespace Kpanda.KubeModel;

/// <summary>One entry of a discovery document (<c>metav1.APIResource</c>), with its group and version filled in.</summary>
public sealed record ApiResource(
    GroupVersionResource Gvr,
    string Kind,
    bool Namespaced,
    IReadOnlyList<string> Verbs)
{
    /// <summary>Lower-case singular name, as kubectl accepts it.</summary>
    public string SingularName { get; init; } = "";

    /// <summary>Short names such as <c>po</c> and <c>deploy</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Sub-resources served below an object, without the parent's name: <c>status</c>, <c>scale</c>, <c>log</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>The type of the objects in this collection.</summary>
    public GroupVersionKind Gvk => new(Gvr.Group, Gvr.Version, Kind);

    /// <summary>Whether the collection can be kept in step with: it serves both <c>list</c> and <c>watch</c>.</summary>
    public bool IsListable => Verbs.Contains("list") && Verbs.Contains("watch");
}
