using Kpanda.Hosting;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>The lists and objects of every registered kind.</summary>
internal sealed class KindPaths(KindRegistry kinds) : ILivePaths
{
    public Result<LivePath>? Find(IReadOnlyList<string> segments, IQueryCollection query) => segments switch
    {
        ["asl", var segment] => Of(segment, ListTarget.All, null),
        ["clusters", var cluster, var segment] => Of(segment, new(cluster, null), null),
        ["clusters", var cluster, var segment, var name] => Of(segment, new(cluster, ""), name),
        ["clusters", var cluster, "namespaces", var ns, var segment] => Of(segment, new(cluster, ns), null),
        ["clusters", var cluster, "namespaces", var ns, var segment, var name] => Of(segment, new(cluster, ns), name),
        _ => null,
    };

    private Result<LivePath>? Of(string segment, ListTarget target, string? name)
    {
        if (kinds.FindSegment(segment) is not { } descriptor) return null;

        // An object without a namespace has an empty one; only namespaced kinds have lists and objects below a namespace.
        var isBelowNamespace = target.Namespace is { Length: > 0 };
        if (isBelowNamespace && !descriptor.Namespaced) return null;
        if (name is not null && descriptor.Namespaced != isBelowNamespace) return null;
        return new LivePath(descriptor, target, name);
    }
}
