using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.RollBack;

/// <summary>
/// Gives a workload the pod template of an earlier revision. Deployments keep their revisions as ReplicaSets, the others as ControllerRevisions. What
/// happens is a new roll-out: the revision number goes on.
/// </summary>
internal sealed class RollBackWorkload(Actions actions, IResourceIndex index, IAuthorizer authorizer)
{
    private static readonly GroupResource ReplicaSets = new("apps", "replicasets");
    private static readonly GroupResource ControllerRevisions = new("apps", "controllerrevisions");

    public static void Map(IEndpointRouteBuilder routes, DeploymentKind deployments, StatefulSetKind statefulSets, DaemonSetKind daemonSets)
    {
        routes.Post("/deployments/{name}:rollback", async ([AsParameters] WorkloadPath path, RollBackRequest body, RollBackWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(deployments, ReplicaSets, path, body, person, context, cancellation)).Select(done => new DeploymentAnswer(done)));
        routes.Post("/statefulsets/{name}:rollback", async ([AsParameters] WorkloadPath path, RollBackRequest body, RollBackWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(statefulSets, ControllerRevisions, path, body, person, context, cancellation)).Select(done => new StatefulSetAnswer(done)));
        routes.Post("/daemonsets/{name}:rollback", async ([AsParameters] WorkloadPath path, RollBackRequest body, RollBackWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(daemonSets, ControllerRevisions, path, body, person, context, cancellation)).Select(done => new DaemonSetAnswer(done)));
    }

    public async Task<Result<T>> RunAsync<T>(
        ResourceKind<T> kind, GroupResource history, WorkloadPath path, RollBackRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        if (request.Revision < 0) return Error.Invalid("revision", "rollBack.negative");
        var found = await actions.ReadAsync(kind, path, person, cancellationToken);
        if (!found.TryGet(out var obj, out var error)) return error;
        if (obj.Body.Flag("spec", "paused")) return Error.Of(ErrorCode.FailedPrecondition, "rollOut.paused", ("name", path.Name));

        var revisions = await RevisionsAsync(history, path, obj.Body.Text("metadata", "uid"), person, cancellationToken);
        var target = request.Revision == 0 ? revisions.ElementAtOrDefault(1) : revisions.FirstOrDefault(revision => Number(revision) == request.Revision);
        if (target is null) return Missing(path, request.Revision);

        return history == ReplicaSets
            ? await actions.PatchAsync(kind, path, person, context, ToTemplateOf(target.Body, obj.Body), PatchType.Json, cancellationToken)
            : await actions.PatchAsync(kind, path, person, context, JsonObject.Create(target.Body.At("data"))!, PatchType.Strategic, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    private async Task<List<IndexedObject>> RevisionsAsync(GroupResource history, WorkloadPath path, string uid, Person person, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", history, cancellationToken);
        var query = new ResourceQuery(history)
        {
            Clusters = [path.Cluster],
            Namespaces = [path.Namespace],
            OwnerUid = uid,
            Page = new PageRequest(1, PageRequest.MaxPageSize),
        };
        var page = await index.QueryAsync(query, scope, cancellationToken);
        return [.. page.Items.Where(revision => Number(revision) > 0).OrderByDescending(Number)];
    }

    private static long Number(IndexedObject revision)
    {
        var text = revision.Gvr.GroupResource == ReplicaSets
            ? revision.Body.Text("metadata", "annotations", DeploymentKind.RevisionAnnotation)
            : revision.Body.At("revision").ToString();
        return long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>Replaces the template. The hash label is the controller's own; the version makes sure that nobody changed the Deployment in between.</summary>
    private static JsonArray ToTemplateOf(JsonElement replicaSet, JsonElement deployment)
    {
        var template = JsonObject.Create(replicaSet.At("spec", "template"))!;
        (template["metadata"]?["labels"] as JsonObject)?.Remove("pod-template-hash");
        return
        [
            new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = deployment.Text("metadata", "resourceVersion") },
            new JsonObject { ["op"] = "replace", ["path"] = "/spec/template", ["value"] = template },
        ];
    }

    private static Error Missing(WorkloadPath path, long revision) => revision == 0
        ? Error.Of(ErrorCode.FailedPrecondition, "rollBack.noEarlier", ("name", path.Name))
        : Error.Invalid("revision", "rollBack.unknown", ("name", path.Name), ("revision", revision.ToString(CultureInfo.InvariantCulture)));
}
