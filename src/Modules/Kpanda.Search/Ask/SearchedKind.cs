using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Ask;

/// <summary>A kind that a search can look into: one with a descriptor, or one that some cluster serves.</summary>
/// <param name="Resource">The collection.</param>
/// <param name="Kind">As in <c>kind: Deployment</c>.</param>
/// <param name="Segment">The kind as paths have it.</param>
/// <param name="Namespaced">Whether objects live in namespaces.</param>
/// <param name="States">States that it can have; empty where that is not known.</param>
/// <param name="IndexedFields">See <see cref="KindDescriptor.IndexedFields"/>.</param>
internal sealed record SearchedKind(GroupResource Resource, string Kind, string Segment, bool Namespaced, IReadOnlyList<string> States, IReadOnlyList<string> IndexedFields)
{
    public static SearchedKind Of(KindDescriptor kind) => new(kind.Resource, kind.Kind, kind.Segment, kind.Namespaced, kind.States, kind.IndexedFields);

    public static SearchedKind Of(ApiResource served) => new(served.Gvr.GroupResource, served.Kind, KindSegment.Of(served.Gvr.GroupResource), served.Namespaced, [], []);

    /// <summary>Whether a person who writes this means it: the kind, its plural, or its word in paths.</summary>
    public bool IsCalled(string word) => Same(Segment, word) || Same(Kind, word) || Same(Resource.Resource, word) || Same(Resource.ToString(), word);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
