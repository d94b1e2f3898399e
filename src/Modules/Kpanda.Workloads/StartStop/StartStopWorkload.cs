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

namespace Kpanda.Workloads.StartStop;

/// <summary>Stops a workload by taking all its pods away, and starts it again with as many as it had.</summary>
internal sealed class StartStopWorkload(Actions actions)
{
    /// <summary>Remembers on the stopped workload how many pods it had.</summary>
    public const string Annotation = "kpanda.io/replicas-before-stop";

    private const int MaxTries = 5;

    public static void Map(IEndpointRouteBuilder routes, DeploymentKind deployments, StatefulSetKind statefulSets)
    {
        routes.Post("/deployments/{name}:stop", async ([AsParameters] WorkloadPath path, StartStopWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await AgainAsync(() => handler.StopAsync(deployments, path, person, context, cancellation))).Select(done => new DeploymentAnswer(done)));
        routes.Post("/deployments/{name}:start", async ([AsParameters] WorkloadPath path, StartStopWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await AgainAsync(() => handler.StartAsync(deployments, path, person, context, cancellation))).Select(done => new DeploymentAnswer(done)));
        routes.Post("/statefulsets/{name}:stop", async ([AsParameters] WorkloadPath path, StartStopWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await AgainAsync(() => handler.StopAsync(statefulSets, path, person, context, cancellation))).Select(done => new StatefulSetAnswer(done)));
        routes.Post("/statefulsets/{name}:start", async ([AsParameters] WorkloadPath path, StartStopWorkload handler, Person person, HttpContext context, CancellationToken cancellation) =>
            (await AgainAsync(() => handler.StartAsync(statefulSets, path, person, context, cancellation))).Select(done => new StatefulSetAnswer(done)));
    }

    public async Task<Result<T>> StopAsync<T>(ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var found = await actions.ReadAsync(kind, path, person, cancellationToken);
        if (!found.TryGet(out var obj, out var error)) return error;

        var replicas = obj.Body.Number(1, "spec", "replicas");
        if (replicas == 0) return actions.Publish(kind, obj, context);
        return await ScaleAsync(kind, path, person, context, 0, replicas.ToString(CultureInfo.InvariantCulture), obj.Body.Text("metadata", "resourceVersion"), cancellationToken);
    }

    public async Task<Result<T>> StartAsync<T>(ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var found = await actions.ReadAsync(kind, path, person, cancellationToken);
        if (!found.TryGet(out var obj, out var error)) return error;
        if (obj.Body.Number(1, "spec", "replicas") > 0) return actions.Publish(kind, obj, context);

        var remembered = obj.Body.Text("metadata", "annotations", Annotation);
        var replicas = int.TryParse(remembered, CultureInfo.InvariantCulture, out var before) && before > 0 ? before : 1;
        return await ScaleAsync(kind, path, person, context, replicas, null, obj.Body.Text("metadata", "resourceVersion"), cancellationToken);
    }

    /// <summary>The version makes sure that nobody scaled it in between: what is remembered must be what it was.</summary>
    private Task<Result<T>> ScaleAsync<T>(
        ResourceKind<T> kind, WorkloadPath path, Person person, HttpContext context, int replicas, string? remember, string version, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = version, ["annotations"] = new JsonObject { [Annotation] = remember } },
            ["spec"] = new JsonObject { ["replicas"] = replicas },
        };
        return actions.MergeAsync(kind, path, person, context, patch, cancellationToken);
    }

    /// <summary>Controllers write to a workload all the time: where one was faster, it is read and judged again, a few times.</summary>
    private static async Task<Result<T>> AgainAsync<T>(Func<Task<Result<T>>> attempt)
    {
        for (var tries = 1; ; tries++)
        {
            var done = await attempt();
            if (tries == MaxTries || done.TryGet(out _, out var error) || error.Code != ErrorCode.Aborted) return done;
        }
    }
}
