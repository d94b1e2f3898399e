using Kpanda.Hosting;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.CustomResources;

/// <summary>The lists and objects below <c>/gvr</c>, followed live.</summary>
internal sealed class CustomResourceLivePaths(CustomResourceHandlers handlers) : ILivePaths
{
    public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) => new(segments switch
    {
        ["clusters", var cluster, "gvr", var group, var version, var resource] => Of(new(cluster, group, version, resource, "", ""), query),
        ["clusters", var cluster, "gvr", var group, var version, var resource, var name] => Of(new(cluster, group, version, resource, "", name), query),
        ["clusters", var cluster, "gvr", var group, var version, "namespaces", var ns, var resource] => Of(new(cluster, group, version, resource, ns, ""), query),
        ["clusters", var cluster, "gvr", var group, var version, "namespaces", var ns, var resource, var name] => Of(new(cluster, group, version, resource, ns, name), query),
        _ => null,
    });

    private Result<LivePath>? Of(CustomResourcePath path, IQueryCollection query)
    {
        if (!handlers.Find(path, query["showDetail"] == "true").TryGet(out var kind, out var error)) return error;
        return path.Name.Length > 0
            ? new LivePath(kind, new ListTarget(path.Cluster, path.Namespace), path.Name)
            : new LivePath(kind, CustomResourceHandlers.TargetOf(path));
    }
}
