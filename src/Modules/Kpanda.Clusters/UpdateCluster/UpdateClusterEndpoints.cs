using Kpanda.Clusters.Shapes;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.UpdateCluster;

internal static class UpdateClusterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/apis/kpanda.io/v1alpha1/clusters/{name}", UpdateAsync).WithName("Cluster_UpdateClusters").WithTags("Cluster");
        routes.MapPut("/apis/kpanda.io/v1alpha1/clusters/{name}/labels", LabelAsync).WithName("Cluster_EditClusterLabels").WithTags("Cluster");
    }

    private static async Task<Result<ClusterAnswer>> UpdateAsync(
        string name, UpdateClusterRequest request, Person person, UpdateClusterHandler handler, ClusterRenderer renderer, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await handler.HandleAsync(person, name, request, cancellationToken);
        return result.TryGet(out var cluster, out var error) ? new ClusterAnswer(renderer.Render(cluster, RequestLanguage.Of(context))) : error;
    }

    private static async Task<Result<ClusterLabels>> LabelAsync(string name, ClusterLabels request, Person person, UpdateClusterHandler handler, CancellationToken cancellationToken)
    {
        var change = new UpdateClusterRequest { Labels = request.Labels ?? new Dictionary<string, string>() };
        var result = await handler.HandleAsync(person, name, change, cancellationToken);
        return result.TryGet(out var cluster, out var error) ? new ClusterLabels(cluster.Record.Labels) : error;
    }
}
