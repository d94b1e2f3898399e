using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Nodes;

/// <summary>Lets a node take new pods or not, and sets its taints.</summary>
internal sealed class NodeRoutes(MemberObjects objects, PublishedReader reader, NodeKind kind)
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/nodes/{node}";

    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Core");
        group.Post("/cordon", (string cluster, string node, NodeRoutes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.ScheduleAsync(cluster, node, closed: true, person, context, cancellation));
        group.Post("/uncordon", (string cluster, string node, NodeRoutes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.ScheduleAsync(cluster, node, closed: false, person, context, cancellation));
        group.Put("/taints", (string cluster, string node, TaintsRequest body, NodeRoutes handler, Person person, CancellationToken cancellation) =>
            handler.TaintAsync(cluster, node, body, person, cancellation));
    }

    public async Task<Result<Node>> ScheduleAsync(string cluster, string node, bool closed, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = closed ? true : null } };
        var answer = await objects.PatchAsync(person, At(cluster, node), PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
        return reader.Publish(kind, cluster, answer, RequestLanguage.Of(context));
    }

    public async Task<Result<TaintsRequest>> TaintAsync(string cluster, string node, TaintsRequest request, Person person, CancellationToken cancellationToken)
    {
        if (request.Taints is null) return Error.Invalid("taints", "object.field.required", ("field", "taints"));
        for (var i = 0; i < request.Taints.Count; i++)
        {
            if (string.IsNullOrEmpty(request.Taints[i].Key)) return Error.Invalid($"taints[{i}].key", "object.field.required", ("field", $"taints[{i}].key"));
            if (!Effects.Contains(request.Taints[i].Effect)) return Error.Invalid($"taints[{i}].effect", "node.taintEffect", ("values", string.Join(", ", Effects)));
        }

        var taints = System.Text.Json.JsonSerializer.SerializeToNode(request.Taints, KpandaJson.Options);
        var patch = new JsonObject { ["spec"] = new JsonObject { ["taints"] = taints } };
        var answer = await objects.PatchAsync(person, At(cluster, node), PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
        return answer.Select(obj =>
        {
            using var document = obj.Parse();
            return new TaintsRequest(Shape.Read<IReadOnlyList<Taint>>(document.RootElement.At("spec", "taints")) ?? []);
        });
    }

    private ObjectAddress At(string cluster, string node) => new(cluster, kind.Resource, new ObjectKey("", node));
}
