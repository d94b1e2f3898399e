using Kpanda.Clusters.Errors;
using Kpanda.Clusters.ListClusters;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Clusters.Live;

/// <summary>Makes the list of clusters, and a single cluster, followable.</summary>
internal sealed class ClusterLiveSource(IAuthorizer authorizer, ClusterRegistry registry, ClusterRenderer renderer, IEnumerable<IClusterFacts> facts) : ILiveSource
{
    private static readonly PathString Root = "/apis/kpanda.io/v1alpha1/clusters";

    private readonly IClusterFacts? _facts = facts.LastOrDefault();

    /// <inheritdoc />
    public async ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        if (!request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var rest)) return null;
        var name = rest.Value?.Trim('/') ?? "";
        if (name.Contains('/', StringComparison.Ordinal)) return null;
        if (request.Context.CurrentPerson() is null) return Error.Of(ErrorCode.Unauthenticated, "session.missing");
        if (!ClusterFilter.Parse(request.Query).TryGet(out var filter, out var error)) return error;
        var rows = new ClusterRows(registry, renderer, filter, name, request.Language);
        var feed = new ClusterLiveFeed(rows, () => authorizer.ScopeAsync(request.Context.CurrentPerson()!, name.Length == 0 ? "list" : "get", ListClustersHandler.Resource, CancellationToken.None), sink);
        await feed.StartAsync(registry, _facts);
        if (name.Length == 0 || feed.Total > 0) return feed;
        await feed.DisposeAsync();
        return ClusterErrors.Unknown(name);
    }
}
