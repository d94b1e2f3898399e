using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.RollOut;

/// <summary>Holds the roll-out of a Deployment, or lets it go on.</summary>
internal sealed class PauseRollOut(Actions actions)
{
    public static void Map(IEndpointRouteBuilder routes, DeploymentKind kind)
    {
        routes.Post("/deployments/{name}:pause", ([AsParameters] WorkloadPath path, PauseRollOut handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RunAsync(kind, path, paused: true, person, context, cancellation));
        routes.Post("/deployments/{name}:resume", ([AsParameters] WorkloadPath path, PauseRollOut handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RunAsync(kind, path, paused: false, person, context, cancellation));
    }

    public async Task<Result<DeploymentAnswer>> RunAsync(
        DeploymentKind kind, WorkloadPath path, bool paused, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["paused"] = paused } };
        return (await actions.MergeAsync(kind, path, person, context, patch, cancellationToken)).Select(done => new DeploymentAnswer(done));
    }
}
