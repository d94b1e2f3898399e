using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Search;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.ServedKinds;

/// <summary>Lists and objects of kinds that nobody registered, followed live.</summary>
internal sealed class ServedKindPaths(ServedKindCatalog catalog, IResourceIndex index) : ILivePaths
{
    public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) => segments switch
    {
        ["asl", var type] => FindAsync(type, ListTarget.All, null, cancellationToken),
        ["clusters", var cluster, var type] => FindAsync(type, new(cluster, null), null, cancellationToken),
        ["clusters", var cluster, var type, var name] => FindAsync(type, new(cluster, ""), name, cancellationToken),
        ["clusters", var cluster, "namespaces", var ns, var type] => FindAsync(type, new(cluster, ns), null, cancellationToken),
        ["clusters", var cluster, "namespaces", var ns, var type, var name] => FindAsync(type, new(cluster, ns), name, cancellationToken),
        _ => new((Result<LivePath>?)null),
    };

    private async ValueTask<Result<LivePath>?> FindAsync(string type, ListTarget target, string? name, CancellationToken cancellationToken)
    {
        IEnumerable<string> among = target.Cluster is { } cluster ? [cluster] : catalog.Clusters;
        if (await catalog.FindKindAsync(type, among, cancellationToken) is not { } kind) return null;
        if (!index.Keeps(kind.Resource)) return Error.Of(ErrorCode.FailedPrecondition, "object.notFollowed", ("kind", kind.Kind));

        var isBelowNamespace = target.Namespace is { Length: > 0 };
        if (isBelowNamespace && !kind.Namespaced) return null;
        if (name is not null && kind.Namespaced != isBelowNamespace) return null;
        return new LivePath(kind, target, name);
    }
}
