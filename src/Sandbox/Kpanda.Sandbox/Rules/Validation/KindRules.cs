using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What the objects of each kind must say.</summary>
internal static class KindRules
{
    public static void Check(GroupResource resource, JsonObject obj, FieldErrors errors, int minor)
    {
        var root = new FieldPlace(obj, "", errors);
        var spec = root.In("spec");
        switch (resource.ToString())
        {
            case "pods":
                PodRules.Check(spec, []);
                break;
            case "services":
                NetworkRules.Service(spec);
                break;
            case "configmaps":
                Keys(root, "data", "binaryData");
                break;
            case "secrets":
                Keys(root, "data");
                break;
            case "persistentvolumeclaims":
                Claim(spec);
                break;
            case "resourcequotas":
                QuotaRules.ResourceQuota(spec);
                break;
            case "limitranges":
                QuotaRules.LimitRange(spec);
                break;
            case "deployments.apps":
                WorkloadRules.Deployment(spec);
                break;
            case "replicasets.apps":
                WorkloadRules.ReplicaSet(spec);
                break;
            case "statefulsets.apps":
                WorkloadRules.StatefulSet(spec);
                break;
            case "daemonsets.apps":
                WorkloadRules.DaemonSet(spec);
                break;
            case "jobs.batch":
                JobRules.Job(spec);
                break;
            case "cronjobs.batch":
                JobRules.CronJob(spec);
                break;
            case "horizontalpodautoscalers.autoscaling":
                PolicyRules.Autoscaler(spec);
                break;
            case "poddisruptionbudgets.policy":
                PolicyRules.Budget(spec);
                break;
            case "priorityclasses.scheduling.k8s.io":
                PolicyRules.PriorityClass(root);
                break;
            case "ingresses.networking.k8s.io":
                NetworkRules.Ingress(spec);
                break;
            case "networkpolicies.networking.k8s.io":
                NetworkRules.Policy(spec);
                break;
            case "storageclasses.storage.k8s.io":
                StorageClass(root);
                break;
            case "leases.coordination.k8s.io":
                Lease(spec);
                break;
            case "roles.rbac.authorization.k8s.io":
                RbacRules.Role(root, namespaced: true);
                break;
            case "clusterroles.rbac.authorization.k8s.io":
                RbacRules.Role(root, namespaced: false);
                break;
            case "rolebindings.rbac.authorization.k8s.io":
                RbacRules.Binding(root, namespaced: true);
                break;
            case "clusterrolebindings.rbac.authorization.k8s.io":
                RbacRules.Binding(root, namespaced: false);
                break;
            case "certificatesigningrequests.certificates.k8s.io":
                SigningRequestRules.Check(root);
                break;
            case "validatingwebhookconfigurations.admissionregistration.k8s.io" or "mutatingwebhookconfigurations.admissionregistration.k8s.io":
                AdmissionRules.Webhooks(root);
                break;
            case "validatingadmissionpolicies.admissionregistration.k8s.io":
                AdmissionRules.Policy(spec, root.In("metadata").Text("name"));
                break;
            case "validatingadmissionpolicybindings.admissionregistration.k8s.io":
                AdmissionRules.Binding(spec);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionRules.Check(obj, minor, errors);
                break;
        }
    }

    private static void Claim(FieldPlace spec)
    {
        string[] supported = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
        if (spec.Count("accessModes") == 0) spec.Errors.Required(spec.At("accessModes"), "at least 1 access mode is required");
        if (spec.Has("selector")) spec.Selector("selector");
        string[] modes = [.. (spec.Object?["accessModes"] as JsonArray ?? []).Select(m => m?.ToString() ?? "")];
        foreach (var mode in modes.Where(m => !supported.Contains(m))) spec.Errors.NotSupported(spec.At("accessModes"), mode, supported);
        if (modes.Contains("ReadWriteOncePod") && modes.Any(m => m != "ReadWriteOncePod" && supported.Contains(m)))
            spec.Errors.Forbidden(spec.At("accessModes"), "may not use ReadWriteOncePod with other access modes");
        var path = spec.In("resources").Path + "[storage]";
        if (!Quantity.TryParse(spec.In("resources").In("requests").Text("storage"), out var size)) spec.Errors.Required(path);
        else if (size.Value <= 0) spec.Errors.Invalid(path, size.ToString(), "must be greater than zero");
        spec.Name("storageClassName", NameRules.DnsSubdomain);
        spec.OneOf("volumeMode", "Block", "Filesystem");
    }

    private static void StorageClass(FieldPlace root)
    {
        if (root.Required("provisioner"))
        {
            var provisioner = root.Text("provisioner").ToLowerInvariant();
            root.Errors.Invalid(root.At("provisioner"), provisioner, NameRules.QualifiedName(provisioner));
        }

        if (root.Text("reclaimPolicy").Length > 0) root.OneOf("reclaimPolicy", "Delete", "Retain");
        root.OneOf("volumeBindingMode", "Immediate", "WaitForFirstConsumer");
    }

    private static void Lease(FieldPlace spec)
    {
        if (spec.Has("leaseDurationSeconds") && spec.Number("leaseDurationSeconds") <= 0)
            spec.Errors.Invalid(spec.At("leaseDurationSeconds"), spec.Number("leaseDurationSeconds"), "must be greater than 0");
        spec.NotNegative("leaseTransitions");
    }

    private static void Keys(FieldPlace root, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            foreach (var (key, _, path) in root.Entries(field)) root.Errors.Invalid(path, key, NameRules.ConfigKey(key));
        }
    }
}
