using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.ListClusters;

internal static class ListClustersEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/apis/kpanda.io/v1alpha1/clusters", ListAsync).WithName("Cluster_ListClusters").WithTags("Cluster");
        routes.MapGet("/apis/kpanda.io/v1alpha1/clusters/{name}", GetAsync).WithName("Cluster_GetCluster").WithTags("Cluster");
        routes.MapGet("/apis/kpanda.io/v1alpha1/clustersummary", SummariseAsync).WithName("Cluster_ListClusterSummary").WithTags("Cluster");
    }

    private static async Task<Result<ClusterPage>> ListAsync(
        Person person, ListClustersHandler handler, HttpContext context, [AsParameters] ClusterListParameters parameters, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(parameters.Page, parameters.PageSize).TryGet(out var request, out var error)) return error;
        if (!ClusterFilter.Parse(context.Request.Query).TryGet(out var filter, out error)) return error;
        return await handler.ListAsync(person, filter, request, RequestLanguage.Of(context), cancellationToken);
    }

    private static Task<Result<ClusterShape>> GetAsync(
        string name, Person person, ListClustersHandler handler, HttpContext context, [AsParameters] ClusterReadParameters parameters, CancellationToken cancellationToken) =>
        parameters.Problem() is { } problem
            ? Task.FromResult<Result<ClusterShape>>(problem)
            : handler.GetAsync(person, name, parameters, RequestLanguage.Of(context), cancellationToken);

    private static async Task<Result<ClusterSummaryList>> SummariseAsync(
        Person person, ListClustersHandler handler, [AsParameters] ClusterSummaryParameters parameters, CancellationToken cancellationToken) =>
        await handler.SummariseAsync(person, parameters, cancellationToken);
}
