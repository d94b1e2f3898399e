using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>delete and deletecollection.</summary>
internal static class DeleteVerbs
{
    // Most deletions answer a Status; these answer the object that is gone.
    private static readonly HashSet<GroupResource> AnswerObject =
    [
        BuiltIn.Pods, BuiltIn.PersistentVolumes, BuiltIn.PersistentVolumeClaims, new("", "podtemplates"), BuiltIn.ResourceQuotas, BuiltIn.ServiceAccounts,
        BuiltIn.StorageClasses, new("storage.k8s.io", "csidrivers"), new("storage.k8s.io", "csinodes"), new("storage.k8s.io", "volumeattachments"),
    ];

    public static async Task<Answer> DeleteAsync(ApiRequest request)
    {
        var (options, failure) = await OptionsAsync(request);
        return options is null ? failure! : await RefusesAsync(request, request.Namespace, request.Name, options) ?? Delete(request, request.Namespace, request.Name, options);
    }

    public static async Task<Answer> DeleteCollectionAsync(ApiRequest request)
    {
        var (options, failure) = await OptionsAsync(request);
        if (options is null) return failure!;
        (var query, failure) = ListQuery.Parse(request);
        if (query is null) return failure!;
        var store = request.Cluster.Store;
        List<StoredObject> deleted = [];
        foreach (var item in store.List(request.Kind.Storage, request.Namespace).Where(query.Selects))
        {
            if (await RefusesAsync(request, item.Key.Namespace, item.Key.Name, options) is { } refused) return refused;
            var result = store.Delete(request.Kind.Storage, item.Key.Namespace, item.Key.Name, options, request.DryRun || options.DryRun);
            if (result.Object is { } last && result.Outcome != StoreOutcome.NotFound) deleted.Add(KindVersions.ToServed(request.Cluster, request.Kind, last));
        }

        return new ListAnswer(request.Kind, deleted, store.Version);
    }

    public static Answer Delete(ApiRequest request, string ns, string name, DeleteRequest options)
    {
        if (request.Kind.Gvr.GroupResource == BuiltIn.Namespaces && name is "default" or "kube-system" or "kube-public")
            return Failure.Forbidden(request.Resource, name, "this namespace may not be deleted");
        var result = request.Cluster.Store.Delete(request.Kind.Storage, ns, name, options, request.DryRun || options.DryRun);
        switch (result.Outcome)
        {
            case StoreOutcome.NotFound:
                return Failure.NotFound(request.Resource, name);
            case StoreOutcome.Refused:
                return Precondition(request, result.Object!, options);
            case StoreOutcome.Removed when !AnswerObject.Contains(request.Resource):
                return new KubeStatus
                {
                    Status = "Success",
                    Details = new() { Name = name, Group = request.Resource.Group.Length == 0 ? null : request.Resource.Group, Kind = request.Resource.Resource, Uid = result.Object!.Uid },
                };
            default:
                return new ObjectAnswer(200, request.Kind, KindVersions.ToServed(request.Cluster, request.Kind, result.Object!));
        }
    }

    // Whether policies or webhooks refuse a deletion.
    private static async Task<Answer?> RefusesAsync(ApiRequest request, string ns, string name, DeleteRequest options)
    {
        if (request.Cluster.Store.Get(request.Kind.Storage, ns, name) is not { } found) return null;
        var attributes = new AdmissionAttributes(request, AdmissionAttributes.Delete, null, found.ToNode()) { Name = name, Namespace = ns, DryRun = request.DryRun || options.DryRun };
        var refusal = request.Cluster.Policies.Refuses(attributes);
        var hooks = request.Cluster.Webhooks;
        if (refusal is null && hooks.Concern(request, AdmissionAttributes.Delete))
        {
            (_, refusal) = await hooks.MutateAsync(attributes, request.Cancel);
            refusal ??= await hooks.ValidateAsync(attributes, request.Cancel);
        }

        return refusal is null ? null : new StatusAnswer(refusal);
    }

    private static KubeStatus Precondition(ApiRequest request, StoredObject found, DeleteRequest options)
    {
        var kind = new GroupResource(request.Resource.Group, request.Kind.Kind);
        if (options.Uid is { } uid && uid != found.Uid)
        {
            return Failure.Conflict(kind, found.Key.Name, $"the UID in the precondition ({uid}) does not match the UID in record ({found.Uid}). The object might have been deleted and then recreated");
        }

        return Failure.Conflict(kind, found.Key.Name, $"the ResourceVersion in the precondition ({options.ResourceVersion}) does not match the ResourceVersion in record ({found.ResourceVersion}). The object might have been modified");
    }

    private static async Task<(DeleteRequest? Options, KubeStatus? Failure)> OptionsAsync(ApiRequest request)
    {
        JsonObject options = [];
        var bytes = await RequestBody.ReadBytesAsync(request.Http.Request, request.Cancel);
        if (bytes is null) return (null, Failure.TooLarge(RequestBody.Limit));
        if (bytes.Length > 0)
        {
            var (node, _, error) = RequestBody.ReadNode(bytes, RequestBody.MediaType(request.Http.Request));
            if (error is not null || node is not JsonObject read) return (null, Failure.BadRequest($"couldn't get version/kind; json parse error: {error ?? "not an object"}"));
            options = read;
        }
        else
        {
            if (request.Query["propagationPolicy"].ToString() is { Length: > 0 } policy) options["propagationPolicy"] = policy;
            if (long.TryParse(request.Query["gracePeriodSeconds"], out var grace)) options["gracePeriodSeconds"] = grace;
            if (request.Query["orphanDependents"].ToString() is { Length: > 0 } orphan) options["orphanDependents"] = orphan == "true";
        }

        return Convert(request, options);
    }

    private static (DeleteRequest? Options, KubeStatus? Failure) Convert(ApiRequest request, JsonObject options)
    {
        Propagation? propagation = options.Text("propagationPolicy") switch
        {
            null => options["orphanDependents"]?.GetValue<bool>() == true ? Propagation.Orphan : Propagation.Background,
            "Background" => Propagation.Background,
            "Foreground" => Propagation.Foreground,
            "Orphan" => Propagation.Orphan,
            _ => null,
        };
        if (propagation is null)
        {
            var errors = new FieldErrors();
            errors.NotSupported("propagationPolicy", options.Text("propagationPolicy"), "Foreground", "Background", "Orphan", "nil");
            return (null, Failure.Invalid("meta.k8s.io", "DeleteOptions", "", errors));
        }

        var preconditions = options.Child("preconditions");
        return (new DeleteRequest
        {
            GracePeriodSeconds = options.Number("gracePeriodSeconds"),
            Propagation = propagation.Value,
            Uid = preconditions.Text("uid"),
            ResourceVersion = preconditions.Text("resourceVersion"),
            DryRun = options["dryRun"] is JsonArray { Count: > 0 },
        }, null);
    }
}
