using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.RollOut;

/// <summary>
/// Runs a Job once more. A Job cannot be run twice, so it is deleted with its pods and created anew; a trial creation under another name makes sure first that
/// the member would take it.
/// </summary>
internal sealed class RestartJob(MemberObjects objects, PublishedReader reader)
{
    // What the Job controller puts on the template for itself.
    private static readonly string[] Generated = ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

    private static readonly KubeWriteOptions Options = new() { FieldManager = "kpanda" };

    public static void Map(IEndpointRouteBuilder routes, JobKind kind) => routes
        .MapPost("/jobs/{name}:restart", async ([AsParameters] WorkloadPath path, RestartJobRequest? body, RestartJob handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.Answer(kind, path, await handler.RunAsync(kind, path, body?.ResourceVersion, person, cancellation), context))
        .WithTags("Batch");

    public async Task<Result<KubeObject>> RunAsync(JobKind kind, WorkloadPath path, string? resourceVersion, Person person, CancellationToken cancellationToken)
    {
        var at = new ObjectAddress(path.Cluster, kind.Resource, new ObjectKey(path.Namespace, path.Name));
        if (!(await objects.GetAsync(person, at, cancellationToken)).TryGet(out var old, out var error)) return error;

        var job = JsonNode.Parse(old.Json.Span)!.AsObject();
        if (!string.IsNullOrEmpty(resourceVersion) && (string?)job["metadata"]!["resourceVersion"] != resourceVersion)
            return Error.Of(ErrorCode.Aborted, "restart.changed", ("name", path.Name));

        var fresh = Fresh(job);
        var trial = fresh.DeepClone().AsObject();
        trial["metadata"]!.AsObject().Remove("name");
        trial["metadata"]!["generateName"] = "kpanda-trial-";
        var tried = await objects.CreateAsync(person, at, trial, Options with { DryRun = true }, cancellationToken);
        if (!tried.TryGet(out _, out error)) return error;

        var deleted = await objects.DeleteAsync(person, at, new KubeDeleteOptions { PropagationPolicy = "Background" }, cancellationToken);
        if (!deleted.TryGet(out _, out error)) return error;
        return await objects.CreateAsync(person, at, fresh, Options, cancellationToken);
    }

    private Result<JobAnswer> Answer(JobKind kind, WorkloadPath path, Result<KubeObject> created, HttpContext context) =>
        reader.Publish(kind, path.Cluster, created, RequestLanguage.Of(context)).Select(job => new JobAnswer(job));

    /// <summary>The Job as somebody would have written it: without what the member and its controller added.</summary>
    internal static JsonObject Fresh(JsonObject job)
    {
        var fresh = job.DeepClone().AsObject();
        fresh.Remove("status");
        var metadata = fresh["metadata"]!.AsObject();
        foreach (var own in (ReadOnlySpan<string>)["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink"]) metadata.Remove(own);
        if (fresh["spec"] is not JsonObject spec || (bool?)spec["manualSelector"] == true) return fresh;

        spec.Remove("selector");
        foreach (var labels in new[] { metadata["labels"], spec["template"]?["metadata"]?["labels"] }.OfType<JsonObject>())
        {
            foreach (var label in Generated) labels.Remove(label);
        }

        return fresh;
    }
}
