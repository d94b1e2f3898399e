using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Patches;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>patch, in the four kinds that Kubernetes has.</summary>
internal static class PatchVerb
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    private static readonly KubeStatus Rejected =
        new() { Code = 422, Reason = "Invalid", Message = "the server rejected our request due to an error in our request", Details = new() };

    public static async Task<Answer> RunAsync(ApiRequest request)
    {
        var media = RequestBody.MediaType(request.Http.Request);
        if (Unsupported(request, media) is { } unsupported) return unsupported;
        if (await RequestBody.ReadBytesAsync(request.Http.Request, request.Cancel) is not { } bytes) return Failure.TooLarge(RequestBody.Limit);
        var (patch, duplicates, error) = RequestBody.ReadNode(bytes, media);
        if (error is not null) return Failure.BadRequest(media == Apply ? $"error decoding YAML: {error}" : error);
        var schema = request.Cluster.Kinds.Schema(request.Kind);
        if (media == Apply) return patch is JsonObject applied ? await ApplyVerb.RunAsync(request, applied, duplicates) : Failure.BadRequest("the patch is not an object");
        return await WriteVerbs.WriteAsync(request, current => Patched(request, media, current, patch, schema, duplicates), ManagedFields.OnUpdate);
    }

    /// <summary>The object after a patch of a media type, decoded and checked.</summary>
    public static (JsonObject? After, KubeStatus? Failure) Patched(
        ApiRequest request, string media, JsonObject current, JsonNode? patch, SchemaNode? schema, IReadOnlyList<string> duplicates)
    {
        var (after, failure) = Change(media, current, patch, schema);
        if (after is null) return (null, failure);
        if (WriteVerbs.CheckPlace(request, after) is { } misplaced) return (null, misplaced);
        return RequestBody.Decode(request, after, request.Kind.Gvk, schema, duplicates) is { } invalid ? (null, invalid) : (after, null);
    }

    public static (JsonObject? After, KubeStatus? Failure) Change(string media, JsonObject current, JsonNode? patch, SchemaNode? schema)
    {
        switch (media)
        {
            case Json when patch is JsonArray operations:
                return JsonPatch.TryApply(current, operations, out var patched, out _) && patched is JsonObject result ? (result, null) : (null, Rejected);
            case Merge when patch is JsonObject:
                return ((JsonObject)MergePatch.Apply(current, patch)!, null);
            case Strategic when patch is JsonObject change:
                return StrategicMergePatch.TryApply(current, change, schema, out var merged, out var error) ? (merged, null) : (null, Failure.BadRequest(error));
            default:
                return (null, Failure.BadRequest("the patch has the wrong form for its media type"));
        }
    }

    private static KubeStatus? Unsupported(ApiRequest request, string media)
    {
        if (media is Json or Merge or Apply || (media == Strategic && !request.Kind.Custom)) return null;
        if (request.Kind.Custom && media == Strategic) return Failure.UnsupportedMedia([Json, Merge, Apply]);
        return new KubeStatus { Code = 415, Reason = "UnsupportedMediaType", Message = "415: Unsupported Media Type", Details = new() };
    }
}
