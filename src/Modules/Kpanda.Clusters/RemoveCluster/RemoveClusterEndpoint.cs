using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.RemoveCluster;

internal static class RemoveClusterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/apis/kpanda.io/v1alpha1/clusters/{name}", RemoveAsync).WithName("Cluster_DeleteCluster").WithTags("Cluster");

    private static Task<Result<RemoveClusterResponse>> RemoveAsync(
        string name,
        Person person,
        RemoveClusterHandler handler,
        CancellationToken cancellationToken,
        [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] RemoveClusterRequest? request = null) =>
        handler.HandleAsync(person, name, request?.DeleteKpandaNamespace == true, cancellationToken);
}
