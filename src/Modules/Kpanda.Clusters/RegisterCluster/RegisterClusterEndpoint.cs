using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.RegisterCluster;

internal static class RegisterClusterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/apis/kpanda.io/v1alpha1/clusters", RegisterAsync).WithName("Cluster_CreateCluster").WithTags("Cluster");

    private static async Task<Result<ClusterAnswer>> RegisterAsync(
        IntegrateClusterRequest request, Person person, RegisterClusterHandler handler, ClusterRenderer renderer, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.Name is { } name) RequestRecord.Name(context, name, name);
        var result = await handler.HandleAsync(person, request, cancellationToken);
        return result.TryGet(out var cluster, out var error) ? new ClusterAnswer(renderer.Render(cluster, RequestLanguage.Of(context))) : error;
    }
}
