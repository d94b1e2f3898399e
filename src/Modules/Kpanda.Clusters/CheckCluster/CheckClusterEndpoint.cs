using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.CheckCluster;

internal static class CheckClusterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/clusters/{name}/check", CheckAsync).WithName("CheckCluster").WithTags("Cluster");

    private static async Task<Result<ClusterAnswer>> CheckAsync(
        string name, Person person, CheckClusterHandler handler, ClusterRenderer renderer, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await handler.HandleAsync(person, name, cancellationToken);
        return result.TryGet(out var cluster, out var error) ? new ClusterAnswer(renderer.Render(cluster, RequestLanguage.Of(context))) : error;
    }
}
