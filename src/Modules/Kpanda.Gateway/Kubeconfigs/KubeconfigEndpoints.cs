using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>Kubeconfigs for <c>kubectl</c> and other clients. Only POST makes a credential.</summary>
internal static class KubeconfigEndpoints
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/clusters/{{cluster}}/kubeconfig", GetAsync).WithName("Cluster_GetClusterKubeConfig").WithTags("Cluster");
        routes.Post($"{Prefix}/clusters/{{cluster}}/clustercert", CreateAsync).WithName("Cluster_CreateOpenAPIClusterCert").WithTags("Cluster");
        routes.Post($"{Prefix}/kubesystemid/{{kubeSystemID}}/clustercert", CreateByIdAsync).WithMetadata(new AuditAs("create", "clustercert"))
            .WithName("Cluster_CreateOpenAPIClusterCertByKubeSystemID").WithTags("Cluster");
        routes.Post("/api/v1/kubeconfig", CreateForManyAsync).WithMetadata(new AuditAs("create", "kubeconfig")).WithName("CreateKubeconfig").WithTags("Cluster");
    }

    private static async Task<Result<KubeconfigResponse>> GetAsync(string cluster, Person person, IssueKubeconfig handler, HttpContext context, CancellationToken cancellationToken) =>
        (await handler.ReadAsync(context, person, cluster, cancellationToken)).Select(text => new KubeconfigResponse(text));

    private static async Task<Result<CreateCertificateResponse>> CreateAsync(
        string cluster, CreateCertificateRequest request, Person person, IssueKubeconfig handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (request.KubeSystemID is { Length: > 0 } id && handler.ClusterOf(id) != cluster) return Error.Invalid("kubeSystemID", "kubeconfig.other.cluster");
        return await IssueAsync(cluster, request, person, handler, context, cancellationToken);
    }

    private static async Task<Result<CreateCertificateResponse>> CreateByIdAsync(
        string kubeSystemID, CreateCertificateRequest request, Person person, IssueKubeconfig handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (handler.ClusterOf(kubeSystemID) is not { } cluster) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", kubeSystemID));
        if (request.Cluster is { Length: > 0 } named && named != cluster) return Error.Invalid("cluster", "kubeconfig.other.cluster");
        return await IssueAsync(cluster, request, person, handler, context, cancellationToken);
    }

    private static async Task<Result<CreateCertificateResponse>> IssueAsync(
        string cluster, CreateCertificateRequest request, Person person, IssueKubeconfig handler, HttpContext context, CancellationToken cancellationToken)
    {
        RequestRecord.Name(context, person.Name, cluster);
        context.Response.Headers.CacheControl = "no-store";
        return (await handler.IssueAsync(context, person, cluster, request.ExpirationSeconds, cancellationToken)).Select(text => new CreateCertificateResponse(text, cluster));
    }

    private static async Task<Result<KubeconfigResponse>> CreateForManyAsync(
        CreateKubeconfigRequest request, Person person, IssueKubeconfig handler, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return (await handler.IssueAsync(context, person, request.Clusters ?? [], request.ExpirationSeconds, cancellationToken)).Select(text => new KubeconfigResponse(text));
    }
}
