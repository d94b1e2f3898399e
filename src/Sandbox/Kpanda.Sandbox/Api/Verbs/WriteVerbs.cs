using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>create and update: read, check, complete, validate, record who owns which field, write.</summary>
internal static class WriteVerbs
{
    private const int MostAttempts = 20;

    public static async Task<Answer> CreateAsync(ApiRequest request)
    {
        var (obj, failure) = await RequestBody.ReadObjectAsync(request, request.Kind.Gvk, request.Cluster.Kinds.Schema(request.Kind));
        return obj is null || failure is not null ? failure! : await CreateAsync(request, obj, ownership: null);
    }

    /// <summary>Creates a decoded object. <paramref name="ownership"/> replaces the record of a plain create where a patch makes the object.</summary>
    public static async Task<Answer> CreateAsync(ApiRequest request, JsonObject obj, Action<JsonObject>? ownership)
    {
        if (CheckPlace(request, obj) is { } misplaced) return misplaced;
        var meta = obj.Ensure("metadata");
        if (NamespaceLifecycle.Refuses(request) is { } refused) return refused;
        foreach (var field in (ReadOnlySpan<string>)["uid", "creationTimestamp", "generation", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"]) meta.Remove(field);
        if (meta.Text("resourceVersion") is { Length: > 0 } and not "0")
            return Failure.BadRequest("resourceVersion should not be set on objects to be created");
        meta.Remove("resourceVersion");
        if (string.IsNullOrEmpty(meta.Text("name")) && meta.Text("generateName") is { Length: > 0 } prefix) meta["name"] = prefix + NameSuffix.Next();
        if (request.Kind.Storage == BuiltIn.LimitRanges && string.IsNullOrEmpty(meta.Text("name"))) meta["name"] = ObjectStore.NewUid();

        if (request.Kind.HasStatus) obj.Remove("status");
        KindVersions.ToStored(request.Cluster, request.Kind, obj);
        var stored = request.Cluster.Kinds.Stored(request.Kind.Storage)!;
        ObjectRules.Default(stored.Storage, obj, null);
        if (stored.Custom) CustomDefaults.Apply(request.Cluster.Kinds.Schema(stored), obj);
        if (ownership is null) ManagedFields.OnCreate(request, stored, obj);
        else ownership(obj);
        if (Admission.Create(request, stored, obj) is { } denied) return denied;
        var name = meta.Text("name") ?? "";
        var hooks = request.Cluster.Webhooks.Concern(request, AdmissionAttributes.Create) ? request.Cluster.Webhooks : null;
        if (hooks is not null)
        {
            var (changed, refusal) = await hooks.MutateAsync(new AdmissionAttributes(request, AdmissionAttributes.Create, obj, null) { Name = name }, request.Cancel);
            if (changed is null) return refusal!;
            obj = changed;
            request.Cluster.Store.Complete(stored.Storage, obj);
        }

        if (Validator.Create(request.Cluster, stored, obj) is { Any: true } errors) return Failure.Invalid(request.Kind, name, errors);
        if (Admission.JudgeNew(request, stored, obj, name) is { } judged) return judged;
        if (hooks is not null && await hooks.ValidateAsync(new AdmissionAttributes(request, AdmissionAttributes.Create, obj, null) { Name = name }, request.Cancel) is { } rejected) return rejected;

        var result = request.Cluster.Store.Create(request.Kind.Storage, obj, request.DryRun);
        return result.Outcome == StoreOutcome.AlreadyExists
            ? Failure.AlreadyExists(request.Resource, name)
            : new ObjectAnswer(201, request.Kind, KindVersions.ToServed(request.Cluster, request.Kind, result.Object!));
    }

    public static async Task<Answer> UpdateAsync(ApiRequest request)
    {
        var (obj, failure) = await RequestBody.ReadObjectAsync(request, request.Kind.Gvk, request.Cluster.Kinds.Schema(request.Kind));
        if (obj is null || failure is not null) return failure!;
        if (CheckPlace(request, obj) is { } misplaced) return misplaced;
        return await WriteAsync(request, _ => (obj, null), ManagedFields.OnUpdate);
    }

    /// <summary>
    /// Replaces the stored object by what <paramref name="change"/> makes of it (in the version of the request). <paramref name="ownership"/>
    /// records who changed what, given the states before and after.
    /// </summary>
    public static async Task<Answer> WriteAsync(
        ApiRequest request, Func<JsonObject, (JsonObject? After, KubeStatus? Failure)> change, Action<ApiRequest, KindInfo, JsonObject, JsonObject> ownership)
    {
        KubeStatus? failure = null;
        var store = request.Cluster.Store;
        var stored = request.Cluster.Kinds.Stored(request.Kind.Storage)!;
        var kind = request.Subresource switch
        {
            "status" => UpdateKind.Status,
            "" => UpdateKind.Main,
            _ => UpdateKind.Whole,
        };
        var write = new PreparedWrite(request, stored, change, ownership);
        var result = request.Cluster.Webhooks.Concern(request, AdmissionAttributes.Update)
            ? await JudgedAsync()
            : store.Update(request.Kind.Storage, request.Namespace, request.Name, AtOnce, kind, request.DryRun);
        if (failure is not null) return failure;
        return result.Outcome == StoreOutcome.NotFound
            ? Failure.NotFound(request.Resource, request.Name)
            : new ObjectAnswer(200, request.Kind, KindVersions.ToServed(request.Cluster, request.Kind, result.Object!));

        JsonObject? AtOnce(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            (var after, failure) = write.Make(current, before);
            failure ??= write.Judge(after!, before);
            return failure is null ? after : null;
        }

        // Webhooks take their time, and the store does not wait for them: where the object has changed meanwhile, all begins anew.
        async Task<StoreResult> JudgedAsync()
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (store.Get(request.Kind.Storage, request.Namespace, request.Name) is not { } found) return new(StoreOutcome.NotFound, null);
                (var after, failure) = await write.AskAsync(found.ToNode());
                if (after is null) return default;
                var written = store.Update(request.Kind.Storage, request.Namespace, request.Name, current => current.Child("metadata").Text("resourceVersion") == Version(found) ? after : null, kind, request.DryRun);
                if (written.Outcome != StoreOutcome.Refused) return written;
            }

            failure = Failure.Modified(request.Resource, request.Name);
            return default;
        }

        static string Version(StoredObject found) => found.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The object must be in the place that the path names.</summary>
    public static KubeStatus? CheckPlace(ApiRequest request, JsonObject obj)
    {
        var meta = obj.Ensure("metadata");
        var name = meta.Text("name") ?? "";
        if (request.Name.Length > 0 && name.Length > 0 && name != request.Name)
            return Failure.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        if (request.Name.Length > 0) meta["name"] = request.Name;
        var ns = meta.Text("namespace") ?? "";
        if (!request.Kind.Namespaced)
        {
            meta.Remove("namespace");
            return null;
        }

        if (ns.Length > 0 && ns != request.Namespace) return Failure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        meta["namespace"] = request.Namespace;
        return null;
    }
}
