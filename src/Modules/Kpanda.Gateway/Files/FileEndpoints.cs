using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Kube;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Gateway.Files;

/// <summary>Files of containers (docs/design/files.md).</summary>
internal static class FileEndpoints
{
    private const string Prefix = "/api/v1/clusters/{cluster}/namespaces/{namespace}/pods/{pod}/files";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Prefix, ListAsync).WithName("ListFiles").WithTags("Files");
        routes.Post(Prefix, WriteAsync).WithName("UploadFiles").WithTags("Files");
        routes.Get($"{Prefix}/content", ReadAsync).WithName("DownloadFile").WithTags("Files")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
    }

    private static async Task<Result<FileListing>> ListAsync(
        string cluster, string @namespace, string pod, string? container, string? path, HttpContext context, ContainerAccess access, ListFiles files)
    {
        if (!Read(context, cluster, @namespace, pod, container, path).TryGet(out var asked, out var error)) return error;
        context.Response.Headers.CacheControl = "no-store";
        return await access.RunAsync(context, asked.Target, "list", asked.Path, (client, token) => files.RunAsync(client, asked.Target, asked.Path, token));
    }

    private static async Task<Result<UploadAnswer>> WriteAsync(
        string cluster, string @namespace, string pod, string? container, string? path, HttpContext context, ContainerAccess access, WriteFiles files, GatewayOptions options)
    {
        if (!Read(context, cluster, @namespace, pod, container, path).TryGet(out var asked, out var error)) return error;
        if (context.Request.ContentLength > options.UploadLimit + WriteFiles.Around) return Error.Of(ErrorCode.ResourceExhausted, "files.too.large", ("limit", $"{options.UploadLimit}"));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = options.UploadLimit + WriteFiles.Around;
        return await access.RunAsync(context, asked.Target, "upload", asked.Path, (client, token) => files.RunAsync(context, client, asked.Target, asked.Path, token));
    }

    private static async Task ReadAsync(
        string cluster, string @namespace, string pod, string? container, string? path, bool? folder, HttpContext context, ContainerAccess access)
    {
        if (!Read(context, cluster, @namespace, pod, container, path).TryGet(out var asked, out var error))
        {
            await ErrorResponse.WriteAsync(context, error);
            return;
        }

        var result = await access.RunAsync<bool>(context, asked.Target, "download", asked.Path, async (client, token) =>
        {
            var failure = folder == true ? await ReadFiles.FolderAsync(context, client, asked.Target, asked.Path, token) : await ReadFiles.FileAsync(context, client, asked.Target, asked.Path, token);
            return failure is null ? true : failure;
        });
        if (result.Error is { } refusal && !context.Response.HasStarted) await ErrorResponse.WriteAsync(context, refusal);
    }

    private static Result<(TerminalTarget Target, FilePath Path)> Read(HttpContext context, string cluster, string ns, string pod, string? container, string? path)
    {
        // A page of somebody else can send a browser here with its cookie, though it never sees the answer.
        if (context.Request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return Error.Of(ErrorCode.PermissionDenied, "gateway.origin");
        if (container is null || !new[] { cluster, ns, pod, container }.All(KubePath.IsSegment)) return Error.Of(ErrorCode.InvalidArgument, "files.container");
        return FilePath.Parse(path).Select(read => (new TerminalTarget(cluster, ns, pod, container), read));
    }
}
