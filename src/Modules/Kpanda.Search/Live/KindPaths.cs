using Kpanda.Hosting;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>The lists and objects of every registered kind.</summary>
internal sealed class KindPaths(KindRegistry kinds) : ILivePaths
{
    public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) => new(segments.ToArray() switch
    {
        ["asl", .. var kind] => List(kind, ListTarget.All),
        ["clusters", var cluster, "namespaces", var ns, .. { Length: > 0 } rest] => List(rest, new(cluster, ns)) ?? Object(rest, new(cluster, ns)),
        ["clusters", var cluster, .. { Length: > 0 } rest] => List(rest, new(cluster, null)) ?? Object(rest, new(cluster, "")),
        _ => null,
    });

    private Result<LivePath>? List(string[] kind, ListTarget target)
    {
        // Only namespaced kinds have lists below a namespace. The word of a kind may have a slash in it.
        if (kinds.FindSegment(string.Join('/', kind)) is not { } descriptor || (target.Namespace is not null && !descriptor.Namespaced)) return null;
        return new LivePath(descriptor, target);
    }

    private Result<LivePath>? Object(string[] kindAndName, ListTarget target)
    {
        // An object without a namespace has an empty one.
        if (kinds.FindSegment(string.Join('/', kindAndName[..^1])) is not { } descriptor || descriptor.Namespaced != target.Namespace is { Length: > 0 }) return null;
        return new LivePath(descriptor, target, kindAndName[^1]);
    }
}
