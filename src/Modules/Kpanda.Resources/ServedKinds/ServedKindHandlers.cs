using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Search;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.ServedKinds;

/// <summary>Lists and objects of kinds that nobody registered.</summary>
internal sealed class ServedKindHandlers(ServedKindCatalog catalog, ObjectHandlers objects, PublishedReader reader, ResourceLists lists, UnkeptList unkept, IResourceIndex index)
{
    public async Task<Result<ListAnswer>> ListAsync(string? cluster, string? ns, string type, Person person, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(type, cluster, cancellationToken)).TryGet(out var kind, out var error)) return error;
        if (index.Keeps(kind.Resource)) return await lists.AnswerAsync(kind, new ListTarget(cluster, ns), person, request, null, cancellationToken);
        return cluster is null
            ? Error.Invalid("cluster", "object.field.required", ("field", "cluster"))
            : await unkept.AnswerAsync(kind, cluster, ns, person, request, cancellationToken);
    }

    public async Task<Result<ServedObject>> GetAsync(ServedPath path, Person person, HttpContext context, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error)
            ? await reader.GetAsync(found.Kind, found.At, person, Hosting.Requests.RequestLanguage.Of(context), cancellationToken)
            : error;

    public async Task<Result<ObjectData>> JsonAsync(ServedPath path, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error) ? await objects.JsonAsync(found.At, person, cancellationToken) : error;

    public async Task<Result<ObjectData>> UpdateAsync(ServedPath path, ManifestRequest body, WriteParameters write, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error)
            ? await objects.UpdateAsync(found.Kind, found.At, body, write, person, cancellationToken)
            : error;

    /// <summary>A patch that is an object is a merge patch: custom resources know no strategic one.</summary>
    public async Task<Result<ObjectData>> PatchAsync(ServedPath path, PatchRequest body, WriteParameters write, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error)
            ? await objects.PatchAsync(found.At, body, write, person, cancellationToken, PatchType.Merge)
            : error;

    public async Task<Result<IReadOnlyDictionary<string, string>>> ReplaceAsync(
        ServedPath path, string map, IReadOnlyDictionary<string, string>? values, WriteParameters write, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error)
            ? await objects.ReplaceAsync(found.At, map, values, write, person, cancellationToken)
            : error;

    public async Task<Result<Empty>> DeleteAsync(ServedPath path, DeleteParameters options, Person person, CancellationToken cancellationToken) =>
        (await FindAsync(path, cancellationToken)).TryGet(out var found, out var error) ? await objects.DeleteAsync(found.At, options, person, cancellationToken) : error;

    private async ValueTask<Result<(ServedKind Kind, ObjectAddress At)>> FindAsync(ServedPath path, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(path.Type, path.Cluster, cancellationToken)).TryGet(out var kind, out var error)) return error;
        if (kind.Namespaced && path.Namespace.Length == 0) return Error.Invalid("namespace", "object.namespace.required", ("kind", kind.Kind));
        return (kind, new ObjectAddress(path.Cluster, kind.Resource, new ObjectKey(path.Namespace, path.Name)) { Version = kind.Served.Gvr.Version });
    }

    private async ValueTask<Result<ServedKind>> FindAsync(string type, string? cluster, CancellationToken cancellationToken) =>
        await catalog.FindKindAsync(type, cluster is null ? catalog.Clusters : [cluster], cancellationToken) is { } kind
            ? kind
            : Error.Of(ErrorCode.NotFound, "object.notServed", ("cluster", cluster ?? "*"), ("resource", type));
}
