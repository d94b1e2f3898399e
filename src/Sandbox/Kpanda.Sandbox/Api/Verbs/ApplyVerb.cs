using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>Server-side apply: creates what is absent, merges into what is there.</summary>
internal static class ApplyVerb
{
    public static async Task<Answer> RunAsync(ApiRequest request, JsonObject configuration, IReadOnlyList<string> duplicates)
    {
        if (request.Query["fieldManager"].ToString().Length == 0)
        {
            var errors = new FieldErrors();
            errors.Required("fieldManager", "is required for apply patch");
            return Failure.Invalid("meta.k8s.io", "PatchOptions", "", errors);
        }

        if (CheckType(request, configuration) is { } wrong) return wrong;
        if (configuration.Child("metadata")?["managedFields"] is not null) return Failure.BadRequest("metadata.managedFields must be nil");
        if (WriteVerbs.CheckPlace(request, configuration) is { } misplaced) return misplaced;
        var schema = request.Cluster.Kinds.Schema(request.Kind);
        if (RequestBody.Decode(request, configuration, request.Kind.Gvk, schema, duplicates) is { } invalid) return invalid;
        var stored = request.Cluster.Kinds.Stored(request.Kind.Storage)!;
        if (request.Cluster.Store.Get(request.Kind.Storage, request.Namespace, request.Name) is null)
        {
            if (request.Subresource.Length > 0) return Failure.NotFound(request.Resource, request.Name);
            var created = (JsonObject)configuration.DeepClone();
            KindVersions.ToStored(request.Cluster, request.Kind, configuration);
            return await WriteVerbs.CreateAsync(request, created, new Applying(request, stored, configuration).Own);
        }

        KindVersions.ToStored(request.Cluster, request.Kind, configuration);
        var applying = new Applying(request, stored, configuration);
        return await WriteVerbs.WriteAsync(request, live => Merge(request, applying, schema, live), static (_, _, _, _) => { });
    }

    private static (JsonObject? After, KubeStatus? Failure) Merge(ApiRequest request, Applying applying, SchemaNode? schema, JsonObject live)
    {
        KindVersions.ToStored(request.Cluster, request.Kind, live);
        var (after, failure) = applying.Merge(live);
        if (after is null) return (null, failure);
        if (KindVersions.Differs(request.Cluster, request.Kind)) KindVersions.ToServed(request.Kind, after);
        failure = RequestBody.Decode(request, after, request.Kind.Gvk, schema, []);
        return failure is null ? (after, null) : (null, failure);
    }

    private static KubeStatus? CheckType(ApiRequest request, JsonObject configuration)
    {
        var expected = request.Kind.Gvk;
        if (configuration.Text("apiVersion") is not { Length: > 0 } version || configuration.Text("kind") is not { Length: > 0 } kind)
            return Failure.BadRequest("invalid object type: /, Kind=");
        return version == expected.ApiVersion && kind == expected.Kind
            ? null
            : Failure.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {expected.Kind}: the kind does not match");
    }
}
