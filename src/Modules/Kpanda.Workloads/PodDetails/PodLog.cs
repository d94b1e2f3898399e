using System.Globalization;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.PodDetails;

/// <summary>The log of a container as plain text, straight from the member: its end, or, followed, all that comes.</summary>
internal sealed class PodLog(MemberObjects objects)
{
    private const string Path = "/api/v1/clusters/{cluster}/namespaces/{namespace}/pods/{name}/log";

    private const int DefaultLines = 1000;
    private const int MaxLines = 100_000;

    public static void Map(IEndpointRouteBuilder routes, PodKind kind) => routes
        .Get(Path, ([AsParameters] WorkloadPath path, [AsParameters] PodLogParameters parameters, PodLog handler, Person person, CancellationToken cancellation) =>
            handler.OpenAsync(kind, path, parameters, person, cancellation))
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .WithTags("Core");

    public async Task<Result<PodLogText>> OpenAsync(PodKind kind, WorkloadPath path, PodLogParameters parameters, Person person, CancellationToken cancellationToken)
    {
        if (parameters.TailLines is < 0 or > MaxLines) return Error.Invalid("tailLines", "log.tailLines", ("max", MaxLines.ToString(CultureInfo.InvariantCulture)));
        if (parameters.SinceSeconds <= 0) return Error.Invalid("sinceSeconds", "log.sinceSeconds");

        var at = new ObjectAddress(path.Cluster, kind.Resource, new ObjectKey(path.Namespace, path.Name));
        var opened = await objects.OpenAsync(person, "get", at, cancellationToken, "log");
        if (!opened.TryGet(out var client, out var error)) return error;

        var pods = new GroupVersionResource("", "v1", "pods");
        var answer = await client.RawAsync(HttpMethod.Get, KubePath.Object(pods, at.Key, "log"), Query(parameters), "*/*", cancellationToken);
        return answer.TryGet(out var stream, out var failure) ? new PodLogText(stream) : failure.ToError(path.Cluster);
    }

    private static Dictionary<string, string> Query(PodLogParameters parameters)
    {
        var query = new Dictionary<string, string> { ["tailLines"] = (parameters.TailLines ?? DefaultLines).ToString(CultureInfo.InvariantCulture) };
        if (!string.IsNullOrEmpty(parameters.Container)) query["container"] = parameters.Container;
        if (parameters.Previous == true) query["previous"] = "true";
        if (parameters.Timestamps == true) query["timestamps"] = "true";
        if (parameters.Follow == true) query["follow"] = "true";
        if (parameters.SinceSeconds is { } seconds) query["sinceSeconds"] = seconds.ToString(CultureInfo.InvariantCulture);
        return query;
    }
}
