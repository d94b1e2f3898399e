using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>What Kubernetes adds to objects when they are admitted and stored: nobody owns these fields.</summary>
internal static class Preparation
{
    public static void Apply(GroupResource resource, JsonObject obj, JsonObject? old)
    {
        switch (resource.ToString())
        {
            case "namespaces":
                Namespace(obj, old);
                break;
            case "nodes":
                obj.Ensure("spec");
                obj.Ensure("status");
                break;
            case "pods":
                Pod(obj, old);
                break;
            case "persistentvolumes" when old is null:
                obj.Ensure("status").Default("phase", "Pending");
                Protect(obj, "kubernetes.io/pv-protection");
                break;
            case "persistentvolumeclaims" when old is null:
                obj.Ensure("status").Default("phase", "Pending");
                Protect(obj, "kubernetes.io/pvc-protection");
                break;
            case "jobs.batch" when old is null:
                Job(obj);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                Definition(obj);
                break;
        }
    }

    private static void Namespace(JsonObject obj, JsonObject? old)
    {
        if (old is not null) return;
        var spec = obj.Ensure("spec");
        if (spec["finalizers"] is not JsonArray finalizers) spec["finalizers"] = finalizers = [];
        if (!finalizers.Any(f => f?.ToString() == "kubernetes")) finalizers.Add("kubernetes");
        obj.Ensure("status").Default("phase", "Active");
    }

    private static void Pod(JsonObject obj, JsonObject? old)
    {
        if (obj["spec"] is not JsonObject spec) return;
        spec.Default("serviceAccountName", "default");
        spec.Default("serviceAccount", spec.Text("serviceAccountName")!);
        spec.Default("preemptionPolicy", "PreemptLowerPriority");
        spec.Default("priority", 0);
        var status = obj.Ensure("status");
        status.Default("phase", "Pending");
        status.Default("qosClass", PodDefaults.QualityOfService(spec));
        if (old is null) PodAdditions.Apply(spec, NameSuffix.Next());
    }

    // A job finds its pods by a label that nobody else can have: its own uid.
    private static void Job(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        if (spec.Truth("manualSelector") || spec["selector"] is not null) return;
        var meta = obj.Ensure("metadata");
        var uid = meta.Text("uid");
        if (string.IsNullOrEmpty(uid)) meta["uid"] = uid = ObjectStore.NewUid();
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        foreach (var prefix in (ReadOnlySpan<string>)["batch.kubernetes.io/", ""])
        {
            labels[prefix + "controller-uid"] = uid;
            labels[prefix + "job-name"] = meta.Text("name");
        }

        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
        if (meta["labels"] is not JsonObject) meta["labels"] = labels.DeepClone();
    }

    private static void Definition(JsonObject obj)
    {
        var status = obj.Ensure("status");
        if (status["storedVersions"] is null)
        {
            status["storedVersions"] = new JsonArray([.. obj.Child("spec").Each("versions").Where(v => v.Truth("storage")).Select(v => JsonValue.Create(v.Text("name")))]);
        }

        if (!status.ContainsKey("conditions")) status["conditions"] = null;
        if (status["acceptedNames"] is null) status["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" };
    }

    // A volume or claim in use must not vanish; its controller takes the finalizer away.
    private static void Protect(JsonObject obj, string finalizer)
    {
        var meta = obj.Ensure("metadata");
        if (meta["finalizers"] is not JsonArray finalizers) meta["finalizers"] = finalizers = [];
        if (!finalizers.Any(f => f?.ToString() == finalizer)) finalizers.Add(finalizer);
    }
}
