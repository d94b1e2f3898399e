using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Shapes;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.RollOut;

/// <summary>Replaces all pods, gently: a new annotation on the template makes the controller roll out.</summary>
internal sealed class RestartWorkload(Actions actions, TimeProvider time)
{
    // The annotation that kubectl writes, so that both see each other's restarts.
    private const string Annotation = "kubectl.kubernetes.io/restartedAt";

    public static void Map(IEndpointRouteBuilder routes, DeploymentKind deployments, StatefulSetKind statefulSets, DaemonSetKind daemonSets)
    {
        routes.Post("/deployments/{name}:restart", async ([AsParameters] WorkloadPath path, RestartWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(deployments, path, person, context, cancellation)).Select(done => new DeploymentAnswer(done)));
        routes.Post("/statefulsets/{name}:restart", async ([AsParameters] WorkloadPath path, RestartWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(statefulSets, path, person, context, cancellation)).Select(done => new StatefulSetAnswer(done)));
        routes.Post("/daemonsets/{name}:restart", async ([AsParameters] WorkloadPath path, RestartWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await handler.RunAsync(daemonSets, path, person, context, cancellation)).Select(done => new DaemonSetAnswer(done)));
    }

    public async Task<Result<T>> RunAsync<T>(ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var found = await actions.ReadAsync(kind, path, person, cancellationToken);
        if (!found.TryGet(out var obj, out var error)) return error;
        // A paused roll-out would take the restart up at some later time that nobody expects.
        if (obj.Body.Flag("spec", "paused")) return Error.Of(ErrorCode.FailedPrecondition, "rollOut.paused", ("name", path.Name));

        var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var template = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Annotation] = now } } };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        return await actions.MergeAsync(kind, path, person, context, patch, cancellationToken);
    }
}
