using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.ValidateKubeconfig;

internal static class ValidateKubeconfigEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/apis/kpanda.io/v1alpha1/clusters/validate", ValidateAsync).WithName("Cluster_ValidateKubeConfig").WithTags("Cluster");

    private static Task<Result<ValidateKubeconfigResponse>> ValidateAsync(
        ValidateKubeconfigRequest request, Person person, ValidateKubeconfigHandler handler, HttpContext context, CancellationToken cancellationToken) =>
        handler.HandleAsync(person, request, RequestLanguage.Of(context), cancellationToken);
}
