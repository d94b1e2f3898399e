using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>A change of a stored object on its way: made, completed, judged; each step may refuse.</summary>
internal sealed class PreparedWrite(
    ApiRequest request, KindInfo stored, Func<JsonObject, (JsonObject? After, KubeStatus? Failure)> change, Action<ApiRequest, KindInfo, JsonObject, JsonObject> ownership)
{
    /// <summary>What the change makes of an object. Where it may be made <paramref name="again"/>, what the client sent is left as it is.</summary>
    public (JsonObject? After, KubeStatus? Failure) Make(JsonObject current, JsonObject before, bool again = false)
    {
        if (KindVersions.Differs(request.Cluster, request.Kind)) KindVersions.ToServed(request.Kind, current);
        var (after, failure) = change(current);
        failure = failure ?? (after is null ? null : CheckIdentity(request, before, after));
        if (failure is not null || after is null) return (null, failure);
        if (again) after = (JsonObject)after.DeepClone();
        KindVersions.ToStored(request.Cluster, request.Kind, after);
        KeepMetadata(before, after);
        if (request.Subresource.Length == 0 && stored.HasStatus) Keep(before, after, "status");
        Admission.Prepare(request, stored, after, before);
        ObjectRules.Default(stored.Storage, after, before);
        if (stored.Custom) CustomDefaults.Apply(request.Cluster.Kinds.Schema(stored), after);
        ownership(request, stored, before, after);
        request.Cluster.Rules.Complete(stored.Storage, after, before);
        return (after, Admission.Update(request, after, before));
    }

    /// <summary>Why what was made may not be.</summary>
    public KubeStatus? Judge(JsonObject after, JsonObject before)
    {
        var errors = request.Subresource == "status" ? Validator.Status(request.Cluster, stored, after, before) : Validator.Update(request.Cluster, stored, after, before);
        return errors.Any ? Failure.Invalid(request.Kind, request.Name, errors) : Admission.JudgeChange(request, stored, after, before);
    }

    /// <summary>Makes and judges it with the webhooks of the cluster.</summary>
    public async Task<(JsonObject? After, KubeStatus? Failure)> AskAsync(JsonObject current)
    {
        var before = (JsonObject)current.DeepClone();
        var (made, failure) = Make(current, before, again: true);
        if (failure is not null || made is null) return (null, failure);
        var hooks = request.Cluster.Webhooks;
        (var after, failure) = await hooks.MutateAsync(Attributes(made, before), request.Cancel);
        if (after is null) return (null, failure);
        KeepMetadata(before, after);
        ObjectRules.Default(stored.Storage, after, before);
        request.Cluster.Rules.Complete(stored.Storage, after, before);
        failure = Judge(after, before) ?? await hooks.ValidateAsync(Attributes(after, before), request.Cancel);
        return failure is null ? (after, null) : (null, failure);
    }

    private AdmissionAttributes Attributes(JsonObject after, JsonObject before) => new(request, AdmissionAttributes.Update, after, before);

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
