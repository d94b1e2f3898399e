using System.Text.Json.Nodes;
using Kpanda.KubeModel;
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
    public static async Task<Answer> CreateAsync(ApiRequest request)
    {
        var (obj, failure) = await RequestBody.ReadObjectAsync(request, request.Kind.Gvk, request.Cluster.Kinds.Schema(request.Kind));
        return obj is null || failure is not null ? failure! : Create(request, obj, ownership: null);
    }

    /// <summary>Creates a decoded object. <paramref name="ownership"/> replaces the record of a plain create where a patch makes the object.</summary>
    public static Answer Create(ApiRequest request, JsonObject obj, Action<JsonObject>? ownership)
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
        if (Validator.Create(request.Cluster, stored, obj) is { Any: true } errors) return Failure.Invalid(request.Kind, name, errors);
        if (Admission.JudgeNew(request, stored, obj, name) is { } judged) return judged;

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
        return Write(request, _ => (obj, null), ManagedFields.OnUpdate);
    }

    /// <summary>
    /// Replaces the stored object by what <paramref name="change"/> makes of it (in the version of the request). <paramref name="ownership"/>
    /// records who changed what, given the states before and after.
    /// </summary>
    public static Answer Write(
        ApiRequest request, Func<JsonObject, (JsonObject? After, KubeStatus? Failure)> change, Action<ApiRequest, KindInfo, JsonObject, JsonObject> ownership)
    {
        KubeStatus? failure = null;
        var stored = request.Cluster.Kinds.Stored(request.Kind.Storage)!;
        var kind = request.Subresource switch
        {
            "status" => UpdateKind.Status,
            "" => UpdateKind.Main,
            _ => UpdateKind.Whole,
        };
        var result = request.Cluster.Store.Update(request.Kind.Storage, request.Namespace, request.Name, Change, kind, request.DryRun);
        if (failure is not null) return failure;
        return result.Outcome == StoreOutcome.NotFound
            ? Failure.NotFound(request.Resource, request.Name)
            : new ObjectAnswer(200, request.Kind, KindVersions.ToServed(request.Cluster, request.Kind, result.Object!));

        JsonObject? Change(JsonObject current)
        {
            var before = (JsonObject)current.DeepClone();
            if (KindVersions.Differs(request.Cluster, request.Kind)) KindVersions.ToServed(request.Kind, current);
            (var after, failure) = change(current);
            if (failure is not null || after is null) return null;
            failure = CheckIdentity(request, before, after);
            if (failure is not null) return null;
            KindVersions.ToStored(request.Cluster, request.Kind, after);
            KeepMetadata(before, after);
            if (request.Subresource.Length == 0 && stored.HasStatus) Keep(before, after, "status");
            Admission.Prepare(request, stored, after, before);
            ObjectRules.Default(stored.Storage, after, before);
            if (stored.Custom) CustomDefaults.Apply(request.Cluster.Kinds.Schema(stored), after);
            ownership(request, stored, before, after);
            request.Cluster.Rules.Complete(stored.Storage, after, before);
            failure = Admission.Update(request, after, before);
            if (failure is not null) return null;
            var errors = request.Subresource == "status" ? Validator.Status(request.Cluster, stored, after, before) : Validator.Update(request.Cluster, stored, after, before);
            if (errors.Any)
            {
                failure = Failure.Invalid(request.Kind, request.Name, errors);
                return null;
            }

            failure = Admission.JudgeChange(request, stored, after, before);
            return failure is null ? after : null;
        }
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

    private static KubeStatus? CheckIdentity(ApiRequest request, JsonObject before, JsonObject after)
    {
        var meta = after.Ensure("metadata");
        var old = before["metadata"]!.AsObject();
        if (meta.Text("name") is { Length: > 0 } name && name != request.Name)
            return Failure.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        var version = meta.Text("resourceVersion");
        if (request.Kind.Custom && string.IsNullOrEmpty(version))
        {
            var errors = new FieldErrors();
            errors.InvalidRaw("metadata.resourceVersion", "0", "must be specified for an update");
            return Failure.Invalid(request.Kind, request.Name, errors);
        }

        if (!string.IsNullOrEmpty(version) && version != old.Text("resourceVersion")) return Failure.Modified(request.Resource, request.Name);
        if (meta.Text("uid") is { Length: > 0 } uid && uid != old.Text("uid"))
            return Failure.Conflict(request.Resource, request.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {old.Text("uid")}");
        return null;
    }

    private static void KeepMetadata(JsonObject before, JsonObject after)
    {
        var meta = after.Ensure("metadata");
        var old = before["metadata"]!.AsObject();
        foreach (var field in (ReadOnlySpan<string>)["uid", "creationTimestamp", "resourceVersion", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "generateName"])
            Keep(old, meta, field);
        meta.Remove("selfLink");
    }

    private static void Keep(JsonObject before, JsonObject after, string field)
    {
        if (before[field] is { } value) after[field] = value.DeepClone();
        else after.Remove(field);
    }
}
