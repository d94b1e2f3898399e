using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.Schedules;

/// <summary>Suspends the schedule of a CronJob, or takes it up again.</summary>
internal sealed class SuspendCronJob(Actions actions)
{
    public static void Map(IEndpointRouteBuilder routes, CronJobKind kind)
    {
        routes.Post("/cronjobs/{name}:pause", ([AsParameters] WorkloadPath path, SuspendCronJobRequest? body, SuspendCronJob handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RunAsync(kind, path, body?.Paused ?? true, person, context, cancellation)).WithTags("Batch");
        routes.Post("/cronjobs/{name}:resume", ([AsParameters] WorkloadPath path, SuspendCronJobRequest? body, SuspendCronJob handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.RunAsync(kind, path, body?.Paused ?? false, person, context, cancellation)).WithTags("Batch");
    }

    public async Task<Result<CronJobAnswer>> RunAsync(
        CronJobKind kind, WorkloadPath path, bool suspend, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["suspend"] = suspend } };
        return (await actions.MergeAsync(kind, path, person, context, patch, cancellationToken)).Select(done => new CronJobAnswer(done));
    }
}
