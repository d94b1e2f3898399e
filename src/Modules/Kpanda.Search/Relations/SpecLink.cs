using Kpanda.KubeModel;

namespace Kpanda.Search.Relations;

/// <summary>Objects that an object names or selects in its fields, rather than owns.</summary>
/// <param name="Relation">See <see cref="RelatedGroup.Relation"/>.</param>
/// <param name="Resource">The collection they are in.</param>
/// <param name="Namespace">Their namespace; empty for cluster-scoped objects.</param>
internal sealed record SpecLink(string Relation, GroupResource Resource, string Namespace)
{
    /// <summary>Their names; empty where they are selected.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The labels that they must have; null where they are named.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>An indexed field that must have the value; null for none.</summary>
    public (string Path, string Value)? Field { get; init; }
}
