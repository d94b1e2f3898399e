using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Nodes;

/// <summary>
/// Nodes that run the pods of one namespace alone: label and taint on the node, node selector and default toleration on the namespace. The admission plugins
/// PodNodeSelector and PodTolerationRestriction of the member make pods follow the annotations. Everything is read from the member before it is changed and written only if
/// nobody changed it since.
/// </summary>
internal sealed class ExclusiveNodes(MemberObjects objects)
{
    private const string Key = "ExclusiveNamespace";
    private const string Selector = "scheduler.alpha.kubernetes.io/node-selector";
    private const string Tolerations = "scheduler.alpha.kubernetes.io/defaultTolerations";
    private const string Effect = "NoSchedule";

    private static readonly GroupResource Nodes = new("", "nodes");
    private static readonly GroupResource Namespaces = new("", "namespaces");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/apis/kpanda.io/v1alpha1/clusters/{cluster}").WithTags("Core");
        group.Post("/nodes:batchBindNamespace", (string cluster, BindNodesRequest body, ExclusiveNodes handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.DedicateAsync(cluster, body, person, error => ErrorResponse.BodyOf(context, error).Message, cancellation));
        group.Post("/nodes/{name}:unbindNamespace", (string cluster, string name, UnbindNodeRequest body, ExclusiveNodes handler, Person person, CancellationToken cancellation) =>
            handler.ReleaseAsync(cluster, name, body.Namespace ?? "", person, cancellation));
    }

    public async Task<Result<BindNodesResponse>> DedicateAsync(string cluster, BindNodesRequest request, Person person, Func<Error, string> inWords, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Namespace)) return Required("namespace");
        if (request.NodeNames is not { Count: > 0 }) return Required("nodeNames");
        var place = new ObjectAddress(cluster, Namespaces, new ObjectKey("", request.Namespace));
        var read = await objects.GetAsync(person, place, cancellationToken);
        if (!read.TryGet(out _, out var error)) return error;

        var bound = new List<BoundNode>();
        var failed = new List<BoundNode>();
        foreach (var name in request.NodeNames.Distinct(StringComparer.Ordinal))
        {
            var answer = await ChangeAsync(person, new(cluster, Nodes, new ObjectKey("", name)), node => Bound(node, request.Namespace), cancellationToken);
            if (answer is { } refused) failed.Add(new(name, inWords(refused)));
            else bound.Add(new(name, ""));
        }

        if (bound.Count == 0) return new BindNodesResponse(bound, failed, "");
        var left = await ChangeAsync(person, place, ns => WithAnnotations(ns, request.Namespace), cancellationToken);
        return new BindNodesResponse(bound, failed, left is { } problem ? inWords(problem) : "");
    }

    /// <summary>Gives a node back to everybody; the namespace keeps its annotations as long as it has another node.</summary>
    public async Task<Result<Empty>> ReleaseAsync(string cluster, string name, string ns, Person person, CancellationToken cancellationToken)
    {
        if (ns.Length == 0) return Required("namespace");
        var answer = await ChangeAsync(person, new(cluster, Nodes, new ObjectKey("", name)), node => Unbound(node, ns), cancellationToken);
        if (answer is { } refused) return refused;

        if (!(await objects.OpenAsync(person, "list", new(cluster, Nodes, new("", "")), cancellationToken)).TryGet(out var client, out var error)) return error;
        var others = await client.ListAsync(new("", "v1", "nodes"), null, new KubeListOptions { LabelSelector = $"{Key}={ns}", Limit = 1 }, cancellationToken);
        if (!others.TryGet(out var page, out var failure)) return Clusters.Errors.MemberErrors.ToError(failure, cluster);
        if (page.Items.Count > 0) return default(Empty);
        return await ChangeAsync(person, new(cluster, Namespaces, new ObjectKey("", ns)), place => WithoutAnnotations(place, ns), cancellationToken) is { } problem ? problem : default(Empty);
    }

    /// <summary>Reads an object, makes the merge patch for it and sends that with the version that was read; null where there was nothing to do or it was done.</summary>
    private async Task<Error?> ChangeAsync(Person person, ObjectAddress at, Func<JsonElement, Result<JsonObject?>> change, CancellationToken cancellationToken)
    {
        if (!(await objects.GetAsync(person, at, cancellationToken)).TryGet(out var obj, out var error)) return error;
        using var document = obj.Parse();
        var made = change(document.RootElement);
        if (made.Error is { } refused) return refused;
        if (made.Value is not { } patch) return null;

        (patch["metadata"] ??= new JsonObject())["resourceVersion"] = document.RootElement.Text("metadata", "resourceVersion");
        return (await objects.PatchAsync(person, at, PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken)).Error;
    }

    private static Result<JsonObject?> Bound(JsonElement node, string ns)
    {
        var has = node.Text("metadata", "labels", Key);
        if (has.Length > 0 && has != ns) return Error.Of(ErrorCode.FailedPrecondition, "node.exclusive", ("node", node.Text("metadata", "name")), ("namespace", has));
        var taints = OtherTaints(node);
        taints.Add(new JsonObject { ["key"] = Key, ["value"] = ns, ["effect"] = Effect });
        return NodePatch(ns, taints);
    }

    private static Result<JsonObject?> Unbound(JsonElement node, string ns)
    {
        var has = node.Text("metadata", "labels", Key);
        return has == ns
            ? NodePatch(null, OtherTaints(node))
            : Error.Of(ErrorCode.FailedPrecondition, "node.notExclusive", ("node", node.Text("metadata", "name")), ("namespace", ns));
    }

    private static JsonObject? NodePatch(string? ns, JsonArray taints) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Key] = ns } },
        ["spec"] = new JsonObject { ["taints"] = taints },
    };

    private static JsonArray OtherTaints(JsonElement node) =>
        [.. node.Items("spec", "taints").Where(taint => taint.Text("key") != Key).Select(taint => JsonNode.Parse(taint.GetRawText()))];

    private static Result<JsonObject?> WithAnnotations(JsonElement ns, string name)
    {
        var tolerations = OtherTolerations(ns);
        if (tolerations is null) return Error.Of(ErrorCode.FailedPrecondition, "namespace.tolerations", ("namespace", name), ("annotation", Tolerations));
        tolerations.Add(new JsonObject { ["operator"] = "Equal", ["effect"] = Effect, ["key"] = Key, ["value"] = name });
        return NamespacePatch([.. OtherSelectors(ns), $"{Key}={name}"], tolerations);
    }

    private static Result<JsonObject?> WithoutAnnotations(JsonElement ns, string name)
    {
        var tolerations = OtherTolerations(ns);
        if (tolerations is null) return Error.Of(ErrorCode.FailedPrecondition, "namespace.tolerations", ("namespace", name), ("annotation", Tolerations));
        return NamespacePatch(OtherSelectors(ns), tolerations);
    }

    private static JsonObject? NamespacePatch(List<string> selectors, JsonArray tolerations) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["annotations"] = new JsonObject
            {
                [Selector] = selectors.Count > 0 ? string.Join(',', selectors) : null,
                [Tolerations] = tolerations.Count > 0 ? tolerations.ToJsonString() : null,
            },
        },
    };

    private static List<string> OtherSelectors(JsonElement ns) =>
        [.. ns.Text("metadata", "annotations", Selector).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Split('=')[0].Trim() != Key)];

    /// <summary>The default tolerations that somebody else set; null where they cannot be read, for then they must not be lost.</summary>
    private static JsonArray? OtherTolerations(JsonElement ns)
    {
        var text = ns.Text("metadata", "annotations", Tolerations);
        if (text.Length == 0) return [];
        try
        {
            return JsonNode.Parse(text) is JsonArray all ? [.. all.Where(one => (one as JsonObject)?["key"]?.ToString() != Key).Select(one => one?.DeepClone())] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Error Required(string field) => Error.Invalid(field, "object.field.required", ("field", field));
}
