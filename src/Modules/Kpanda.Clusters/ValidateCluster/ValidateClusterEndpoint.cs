using Kpanda.Clusters.RegisterCluster;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.ValidateCluster;

internal static class ValidateClusterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/apis/kpanda.io/v1alpha1/clusters/{name}/validate", ValidateAsync).WithName("Cluster_ValidateCluster").WithTags("Cluster");

    private static Task<Result<ValidateClusterResponse>> ValidateAsync(
        string name,
        Person person,
        ValidateClusterHandler handler,
        HttpContext context,
        CancellationToken cancellationToken,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ValidateClusterRequest? request = null) =>
        ClusterFields.Direct(direct: null, request?.ShimCluster) is { } refused
            ? Task.FromResult<Result<ValidateClusterResponse>>(refused)
            : handler.HandleAsync(person, name, request ?? new(null, null), RequestLanguage.Of(context), cancellationToken);
}
