using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.Objects;

/// <summary>
/// Objects in members, as the person: each call asks the authoriser, then the member, and hands a refusal on in the member's words. Each change is recorded; reading or writing a
/// Secret is recorded before it is done, or not done. The only way in which modules read or change a member's object for a person. Safe for concurrent use.
/// </summary>
public sealed class MemberObjects(IClusters clusters, IAuthorizer authorizer, IResourceIndex index, ActionAudit audit)
{
    private static readonly GroupResource Secrets = new("", "secrets");

    /// <summary>One object.</summary>
    public Task<Result<KubeObject>> GetAsync(Person person, ObjectAddress at, CancellationToken cancellationToken) =>
        DoAsync(person, "get", at, (client, gvr) => client.GetAsync(gvr, at.Key, cancellationToken), cancellationToken);

    /// <summary>Reads an object for somebody who may patch it: who may not is refused, also where there is nothing to be changed.</summary>
    public async Task<Result<KubeObject>> GetToPatchAsync(Person person, ObjectAddress at, CancellationToken cancellationToken) =>
        (await EnterAsync(person, "patch", at, cancellationToken)).TryGet(out _, out var error) ? await GetAsync(person, at, cancellationToken) : error;

    /// <summary>Creates an object; the name of <paramref name="at"/> is for the authoriser alone.</summary>
    public Task<Result<KubeObject>> CreateAsync(Person person, ObjectAddress at, JsonObject body, KubeWriteOptions options, CancellationToken cancellationToken) =>
        DoAsync(person, "create", at, (client, gvr) => client.CreateAsync(gvr, at.Key.Namespace, body, options, cancellationToken), cancellationToken);

    /// <summary>Replaces an object. A <c>metadata.resourceVersion</c> that is no longer the newest is refused (<c>Aborted</c>).</summary>
    public Task<Result<KubeObject>> UpdateAsync(Person person, ObjectAddress at, JsonObject body, KubeWriteOptions options, CancellationToken cancellationToken) =>
        DoAsync(person, "update", at, (client, gvr) => client.UpdateAsync(gvr, at.Key, body, options, cancellationToken), cancellationToken);

    /// <summary>Patches an object.</summary>
    public Task<Result<KubeObject>> PatchAsync(
        Person person, ObjectAddress at, PatchType type, JsonNode patch, KubeWriteOptions options, CancellationToken cancellationToken) => DoAsync(
            person,
            "patch",
            at,
            (client, gvr) => client.PatchAsync(gvr, at.Key, type, JsonSerializer.SerializeToUtf8Bytes(patch), options, cancellationToken),
            cancellationToken);

    /// <summary>Deletes an object.</summary>
    public Task<Result<KubeObject>> DeleteAsync(Person person, ObjectAddress at, KubeDeleteOptions options, CancellationToken cancellationToken) =>
        DoAsync(person, "delete", at, (client, gvr) => client.DeleteAsync(gvr, at.Key, options, cancellationToken), cancellationToken);

    /// <summary>The collection as the member serves it, in the version of the address or the one that the member prefers.</summary>
    public Result<ApiResource> Served(ObjectAddress at)
    {
        var all = index.ServedResources(at.Cluster);
        var found = all.FirstOrDefault(served => served.Gvr.GroupResource == at.Resource && (at.Version is null || served.Gvr.Version == at.Version));
        if (found is not null) return found;
        return all.Count == 0
            ? Error.Of(ErrorCode.Unavailable, "object.undiscovered", ("cluster", at.Cluster))
            : Error.Of(ErrorCode.NotFound, "object.notServed", ("cluster", at.Cluster), ("resource", at.Resource.ToString()));
    }

    /// <summary>Asks the authoriser, and opens the way to the member as the person.</summary>
    public async ValueTask<Result<KubeClient>> OpenAsync(Person person, string verb, ObjectAddress at, CancellationToken cancellationToken, string subresource = "")
    {
        if (at.Key.Namespace.Length > 0 && !KubePath.IsSegment(at.Key.Namespace)) return Error.Invalid("namespace", "object.segment");
        if (at.Key.Name.Length > 0 && !KubePath.IsSegment(at.Key.Name)) return Error.Invalid("name", "object.segment");

        var request = new AccessRequest(verb, at.Resource) { Cluster = at.Cluster, Namespace = at.Key.Namespace, Name = at.Key.Name, Subresource = subresource };
        var allowed = await authorizer.CheckAsync(person, request, cancellationToken);
        return allowed.Error is { } refused ? refused : clusters.ClientAs(at.Cluster, person);
    }

    private static AccessRequest RequestOf(string verb, ObjectAddress at) => new(verb, at.Resource) { Cluster = at.Cluster, Namespace = at.Key.Namespace, Name = at.Key.Name };

    /// <summary>Opens the way, and writes down who was refused.</summary>
    private async ValueTask<Result<KubeClient>> EnterAsync(Person person, string verb, ObjectAddress at, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(person, verb, at, cancellationToken);
        if (!opened.TryGet(out _, out var error) && error.Code == ErrorCode.PermissionDenied) await audit.RefusedAsync(person, RequestOf(verb, at));
        return opened;
    }

    private async Task<Result<KubeObject>> DoAsync(
        Person person,
        string verb,
        ObjectAddress at,
        Func<KubeClient, GroupVersionResource, Task<KubeResult<KubeObject>>> call,
        CancellationToken cancellationToken)
    {
        var request = RequestOf(verb, at);
        if (!(await EnterAsync(person, verb, at, cancellationToken)).TryGet(out var client, out var error)) return error;
        if (!Served(at).TryGet(out var served, out error)) return error;

        AuditedAction? action = null;
        if (verb != "get" || at.Resource == Secrets)
        {
            if (!(await audit.BeginAsync(person, request, durable: at.Resource == Secrets, cancellationToken)).TryGet(out action, out error)) return error;
        }

        var status = StatusCodes.Status500InternalServerError;
        try
        {
            var answer = await call(client, served.Gvr);
            if (answer.TryGet(out var obj, out var failure))
            {
                status = StatusCodes.Status200OK;
                return obj;
            }

            error = failure.ToError(at.Cluster);
            status = ErrorStatus.Of(error.Code);
            return error;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller left; whether the member did it before is not known.
            status = StatusCodes.Status499ClientClosedRequest;
            throw;
        }
        finally
        {
            if (action is not null) await action.EndAsync(status);
        }
    }
}
