using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>A path of the product API, as the live channel understands it: a list, or one object of a kind.</summary>
/// <param name="Descriptor">The kind.</param>
/// <param name="Target">Where.</param>
/// <param name="Name">The object; null for a list.</param>
internal sealed record LivePath(KindDescriptor Descriptor, ListTarget Target, string? Name)
{
    /// <returns>Null where no kind has such a path.</returns>
    public static LivePath? Parse(PathString path, KindRegistry kinds)
    {
        if (!path.StartsWithSegments(ListEndpoints.Prefix, StringComparison.Ordinal, out var rest)) return null;
        return rest.Value!.Trim('/').Split('/') switch
        {
            ["asl", var segment] => Of(kinds, segment, ListTarget.All, null),
            ["clusters", var cluster, var segment] => Of(kinds, segment, new(cluster, null), null),
            ["clusters", var cluster, var segment, var name] => Of(kinds, segment, new(cluster, ""), name),
            ["clusters", var cluster, "namespaces", var ns, var segment] => Of(kinds, segment, new(cluster, ns), null),
            ["clusters", var cluster, "namespaces", var ns, var segment, var name] => Of(kinds, segment, new(cluster, ns), name),
            _ => null,
        };
    }

    private static LivePath? Of(KindRegistry kinds, string segment, ListTarget target, string? name)
    {
        if (kinds.FindSegment(segment) is not { } descriptor) return null;

        // An object without a namespace has an empty one; only namespaced kinds have lists and objects below a namespace.
        var isBelowNamespace = target.Namespace is { Length: > 0 };
        if (isBelowNamespace && !descriptor.Namespaced) return null;
        return name is not null && descriptor.Namespaced != isBelowNamespace ? null : new(descriptor, target, name);
    }
}
