using Kpanda.KubeModel;

namespace Kpanda.Search.Kinds;

/// <summary>The word in paths for a collection without a descriptor: <c>widgets.example.com</c>; those of the core group end in <c>.core</c>.</summary>
public static class KindSegment
{
    /// <summary>The word of a collection.</summary>
    public static string Of(GroupResource resource) => $"{resource.Resource}.{(resource.Group.Length == 0 ? "core" : resource.Group)}";

    /// <summary>The collection that a word names; null for a word of another form.</summary>
    public static GroupResource? Parse(string segment)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == segment.Length - 1) return null;
        var group = segment[(dot + 1)..];
        return new GroupResource(group == "core" ? "" : group, segment[..dot]);
    }
}
