using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Workloads;

/// <summary>One action of a person on one workload: a patch of the member's object as the person, answered with the published shape of what it became.</summary>
internal sealed class Actions(MemberObjects objects, PublishedReader reader)
{
    private static readonly KubeWriteOptions Options = new() { FieldManager = "kpanda" };

    /// <summary>Patches a workload.</summary>
    public async Task<Result<T>> PatchAsync<T>(
        ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, JsonNode patch, PatchType type, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var answer = await objects.PatchAsync(person, At(kind, path), type, patch, Options, cancellationToken);
        return reader.Publish(kind, path.Cluster, answer, RequestLanguage.Of(context));
    }

    /// <summary>Patches a workload with the fields that change.</summary>
    public Task<Result<T>> MergeAsync<T>(
        ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, JsonObject patch, CancellationToken cancellationToken)
        where T : PublishedResource => PatchAsync(kind, path, person, context, patch, PatchType.Merge, cancellationToken);

    /// <summary>The workload as the member has it now, for actions that depend on what it is. Who may not patch it is refused.</summary>
    public async Task<Result<IndexedObject>> ReadAsync<T>(ResourceKind<T> kind, WorkloadPath path, Person person, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var answer = await objects.GetToPatchAsync(person, At(kind, path), cancellationToken);
        return answer.TryGet(out var obj, out var error) ? reader.Fresh(kind, path.Cluster, obj) : error;
    }

    /// <summary>The published shape of a workload that was read.</summary>
    public T Publish<T>(ResourceKind<T> kind, IndexedObject obj, HttpContext context)
        where T : PublishedResource => reader.Publish(kind, obj, RequestLanguage.Of(context));

    private static ObjectAddress At<T>(ResourceKind<T> kind, WorkloadPath path)
        where T : PublishedResource => new(path.Cluster, kind.Resource, new ObjectKey(path.Namespace, path.Name));
}
