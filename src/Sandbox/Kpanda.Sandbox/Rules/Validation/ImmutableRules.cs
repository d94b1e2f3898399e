using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What may not change once an object is stored.</summary>
internal static class ImmutableRules
{
    private const string Immutable = "field is immutable";

    public static void Check(KindInfo kind, JsonObject obj, JsonObject before, FieldErrors errors)
    {
        switch (kind.Storage.ToString())
        {
            case "deployments.apps" or "replicasets.apps" or "daemonsets.apps":
                Same(obj, before, "selector", errors);
                break;
            case "jobs.batch":
                Same(obj, before, "selector", errors);
                Same(obj, before, "template", errors);
                Same(obj, before, "completionMode", errors);
                break;
            case "statefulsets.apps":
                OnlyMayChange(obj, before, errors, "spec",
                    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
                    "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds");
                break;
            case "persistentvolumeclaims":
                OnlyMayChange(obj, before, errors, "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims", "resources", "volumeAttributesClassName", "volumeName");
                break;
            case "pods":
                Pod(obj, before, errors);
                break;
            case "services":
                Service(obj, before, errors);
                break;
            case "secrets" or "configmaps":
                Configuration(obj, before, errors);
                break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                RoleRef(obj, before, errors);
                break;
            case "storageclasses.storage.k8s.io":
                StorageClass(obj, before, errors);
                break;
            case "certificatesigningrequests.certificates.k8s.io":
                SigningRequestRules.CheckChange(obj, before, errors, approving: true);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                foreach (var field in (ReadOnlySpan<string>)["group", "scope"]) Same(obj, before, field, errors);
                break;
        }
    }

    private static void Same(JsonObject obj, JsonObject before, string field, FieldErrors errors)
    {
        var (now, old) = (obj.Child("spec")?[field], before.Child("spec")?[field]);
        if (!JsonNode.DeepEquals(now, old)) errors.Invalid("spec." + field, now?.DeepClone(), Immutable);
    }

    private static void OnlyMayChange(JsonObject obj, JsonObject before, FieldErrors errors, string path, string message, params ReadOnlySpan<string> fields)
    {
        var (now, old) = ((JsonObject)obj["spec"]!.DeepClone(), (JsonObject)before["spec"]!.DeepClone());
        foreach (var field in fields)
        {
            now.Remove(field);
            old.Remove(field);
        }

        if (!JsonNode.DeepEquals(now, old)) errors.Forbidden(path, message);
    }

    private static void Pod(JsonObject obj, JsonObject before, FieldErrors errors)
    {
        var (now, old) = ((JsonObject)obj["spec"]!.DeepClone(), (JsonObject)before["spec"]!.DeepClone());
        foreach (var spec in new[] { now, old })
        {
            foreach (var field in (ReadOnlySpan<string>)["activeDeadlineSeconds", "tolerations", "ephemeralContainers", "schedulingGates"]) spec.Remove(field);
            foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers"))) container.Remove("image");
        }

        if (string.IsNullOrEmpty(old.Text("nodeName")) && old["nodeName"] is null) now.Remove("nodeName");
        if (JsonNode.DeepEquals(now, old)) return;
        errors.Forbidden("spec",
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
    }

    private static void Service(JsonObject obj, JsonObject before, FieldErrors errors)
    {
        var (now, old) = (obj.Child("spec"), before.Child("spec"));
        if (old.Text("clusterIP") is not { Length: > 0 } address || now.Text("clusterIP") == address || now.Text("type") == "ExternalName") return;
        errors.Invalid("spec.clusterIPs[0]", new JsonArray(now.Text("clusterIP")), "may not change once set");
    }

    private static void Configuration(JsonObject obj, JsonObject before, FieldErrors errors)
    {
        if (before.Text("type") is { } type && obj.Text("type") != type) errors.Invalid("type", obj.Text("type"), Immutable);
        if (!before.Truth("immutable")) return;
        if (!obj.Truth("immutable")) errors.Forbidden("immutable", "field is immutable when `immutable` is set");
        foreach (var field in (ReadOnlySpan<string>)["data", "binaryData"])
        {
            if (!JsonNode.DeepEquals(obj[field], before[field])) errors.Forbidden(field, "field is immutable when `immutable` is set");
        }
    }

    private static void RoleRef(JsonObject obj, JsonObject before, FieldErrors errors)
    {
        if (JsonNode.DeepEquals(obj["roleRef"], before["roleRef"])) return;
        var role = obj.Child("roleRef");

        // Kubernetes shows its internal type here.
        errors.Invalid("roleRef", new JsonObject { ["APIGroup"] = role.Text("apiGroup"), ["Kind"] = role.Text("kind"), ["Name"] = role.Text("name") }, "cannot change roleRef");
    }

    private static void StorageClass(JsonObject obj, JsonObject before, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["parameters", "provisioner"])
        {
            if (!JsonNode.DeepEquals(obj[field], before[field])) errors.Forbidden(field, $"updates to {field} are forbidden.");
        }

        if (obj.Text("reclaimPolicy") != before.Text("reclaimPolicy")) errors.Forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden.");
        if (obj.Text("volumeBindingMode") != before.Text("volumeBindingMode")) errors.Invalid("volumeBindingMode", obj.Text("volumeBindingMode"), Immutable);
    }
}
