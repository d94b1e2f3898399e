using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>The scale sub-resource: a small object that stands for the replicas of another.</summary>
internal static class ScaleVerbs
{
    private static readonly GroupVersionKind ScaleKind = new("autoscaling", "v1", "Scale");

    public static async Task<Answer> AnswerAsync(ApiRequest request)
    {
        if (request.Cluster.Store.Get(request.Kind.Storage, request.Namespace, request.Name) is not { } found) return Failure.NotFound(request.Resource, request.Name);
        if (request.Verb == "get") return new NodeAnswer(200, Of(request, found.ToNode()));
        var schema = request.Cluster.Kinds.Facts.Schema(ScaleKind);
        Func<JsonObject, (JsonObject?, KubeStatus?)> change;
        if (request.Verb == "update")
        {
            var (scale, failure) = await RequestBody.ReadObjectAsync(request, ScaleKind, schema);
            if (scale is null || failure is not null) return failure!;
            if (WriteVerbs.CheckPlace(request, scale) is { } misplaced) return misplaced;
            change = current => Apply(request, current, scale);
        }
        else
        {
            var media = RequestBody.MediaType(request.Http.Request);
            if (await RequestBody.ReadBytesAsync(request.Http.Request, request.Cancel) is not { } bytes) return Failure.TooLarge(RequestBody.Limit);
            var (patch, _, error) = RequestBody.ReadNode(bytes, media);
            if (error is not null) return Failure.BadRequest(error);
            var patchMedia = media == PatchVerb.Apply ? PatchVerb.Merge : media;
            change = current =>
            {
                var (after, failure) = PatchVerb.Change(patchMedia, Of(request, current), patch, schema);
                return after is null ? (null, failure) : Apply(request, current, after);
            };
        }

        return await WriteVerbs.WriteAsync(request, change, ManagedFields.OnUpdate) switch
        {
            ObjectAnswer written => new NodeAnswer(written.Code, Of(request, written.Object.ToNode())),
            var other => other,
        };
    }

    private static (JsonObject? After, KubeStatus? Failure) Apply(ApiRequest request, JsonObject current, JsonObject scale)
    {
        var version = scale.Child("metadata").Text("resourceVersion");
        if (!string.IsNullOrEmpty(version) && version != current.Child("metadata").Text("resourceVersion")) return (null, Failure.Modified(request.Resource, request.Name));
        var replicas = scale.Child("spec").Number("replicas") ?? 0;
        if (replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            return (null, Failure.Invalid("autoscaling", "Scale", request.Name, errors));
        }

        ScaleFields.Of(request.Cluster, request.Kind).Write(current, replicas);
        return (current, null);
    }

    private static JsonObject Of(ApiRequest request, JsonObject obj)
    {
        var meta = obj.Child("metadata")!;
        JsonObject scaleMeta = [];
        foreach (var field in (ReadOnlySpan<string>)["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (meta[field] is { } value) scaleMeta[field] = value.DeepClone();
        }

        JsonObject spec = [];
        var fields = ScaleFields.Of(request.Cluster, request.Kind);
        if (fields.Wanted(obj) is { } wanted and not 0) spec["replicas"] = wanted;
        JsonObject status = new() { ["replicas"] = fields.Actual(obj) };
        if (fields.Selector(obj) is { Length: > 0 } selector) status["selector"] = selector;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = scaleMeta, ["spec"] = spec, ["status"] = status };
    }
}
