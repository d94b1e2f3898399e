using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.CustomResources;

/// <summary>Any collection that a member serves, with a descriptor or without.</summary>
internal sealed class CustomResourceHandlers(MemberObjects objects, PublishedReader reader, ObjectHandlers handlers, ResourceLists lists, IAuthorizer authorizer)
{
    public async Task<Result<ListAnswer>> ListAsync(CustomResourcePath path, bool withDetails, Person person, HttpRequest request, CancellationToken cancellationToken) =>
        (await FindAsync(path, withDetails, person, cancellationToken)).TryGet(out var kind, out var error)
            ? await lists.AnswerAsync(kind, TargetOf(path), person, request, null, cancellationToken)
            : error;

    public async Task<Result<CustomResource>> GetAsync(CustomResourcePath path, bool withDetails, Person person, HttpContext context, CancellationToken cancellationToken) =>
        (await FindAsync(path, withDetails, person, cancellationToken)).TryGet(out var kind, out var error)
            ? await reader.GetAsync(kind, path.At, person, RequestLanguage.Of(context), cancellationToken)
            : error;

    public async Task<Result<ObjectData>> CreateAsync(
        CustomResourcePath path, ManifestRequest body, WriteParameters write, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(path, false, person, cancellationToken)).TryGet(out var kind, out var error)) return error;
        if (kind.Namespaced && path.Namespace.Length == 0) return Error.Invalid("namespace", "object.namespace.required", ("kind", kind.Kind));
        return await handlers.CreateAsync(kind, path.At, body, write, person, cancellationToken);
    }

    public async Task<Result<ObjectData>> UpdateAsync(
        CustomResourcePath path, string? subresource, ManifestRequest body, WriteParameters write, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, false, person, cancellationToken)).TryGet(out var kind, out var error)
            ? await handlers.UpdateAsync(kind, path.At, body, write, person, cancellationToken, subresource)
            : error;

    public async Task<Result<ObjectData>> PatchAsync(
        CustomResourcePath path, CustomResourcePatch body, WriteParameters write, Person person, CancellationToken cancellationToken)
    {
        if (!write.Options().TryGet(out var options, out var error)) return error;
        if (!ObjectHandlers.Patch(body.Data).TryGet(out var patch, out error)) return error;
        if (!TypeOf(body, patch).TryGet(out var type, out error)) return error;
        if (body.SubResources is { Count: > 1 }) return Error.Invalid("subResources", "object.subresources");

        var to = options with { Subresource = body.SubResources is [var subresource] ? subresource : null };
        return (await objects.PatchAsync(person, path.At, type, patch, to, cancellationToken)).Select(ObjectData.Of);
    }

    private static Result<PatchType> TypeOf(CustomResourcePatch body, JsonNode patch) => body.PatchType switch
    {
        null or "" or "PATCH_TYPE_UNSPECIFIED" => patch is JsonArray ? PatchType.Json : PatchType.Merge,
        "PATCH_TYPE_MERGE" => PatchType.Merge,
        "PATCH_TYPE_JSON" => PatchType.Json,
        "PATCH_TYPE_APPLY" => PatchType.Apply,
        _ => Error.Invalid("patchType", "object.patchType"),
    };

    /// <summary>Where a list looks.</summary>
    public static ListTarget TargetOf(CustomResourcePath path) => new(path.Cluster, path.Namespace.Length == 0 ? null : path.Namespace);

    /// <summary>The kind that a path names, as the member serves it.</summary>
    public Result<CustomResourceKind> Find(CustomResourcePath path, bool withDetails) =>
        objects.Served(path.At).Select(served => new CustomResourceKind(served, withDetails));

    // What a cluster serves, and that there is one, is for whoever holds something in it.
    private async ValueTask<Result<CustomResourceKind>> FindAsync(CustomResourcePath path, bool withDetails, Person person, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, AccessRequest.Platform("get", "clusters", path.Cluster), cancellationToken)).Error is { } refused ? refused : Find(path, withDetails);
}
