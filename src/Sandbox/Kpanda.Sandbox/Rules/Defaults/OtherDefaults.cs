using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Defaults of the kinds in named groups.</summary>
internal static class OtherDefaults
{
    /// <summary>How often the template of a DaemonSet changed.</summary>
    public const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public static void Apply(GroupResource resource, JsonObject obj, JsonObject? old)
    {
        switch (resource.ToString())
        {
            case "deployments.apps":
                Deployment(obj);
                break;
            case "replicasets.apps":
                ReplicaSet(obj);
                break;
            case "statefulsets.apps":
                StatefulSet(obj);
                break;
            case "daemonsets.apps":
                DaemonSet(obj, old);
                break;
            case "jobs.batch":
                Job(obj);
                break;
            case "cronjobs.batch":
                CronJob(obj);
                break;
            case "horizontalpodautoscalers.autoscaling":
                Autoscaler(obj);
                break;
            case "networkpolicies.networking.k8s.io":
                NetworkPolicy(obj);
                break;
            case "storageclasses.storage.k8s.io":
                obj.Default("reclaimPolicy", "Delete");
                obj.Default("volumeBindingMode", "Immediate");
                break;
            case "priorityclasses.scheduling.k8s.io":
                obj.Default("preemptionPolicy", "PreemptLowerPriority");
                break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                RoleBinding(obj);
                break;
            case "validatingwebhookconfigurations.admissionregistration.k8s.io" or "mutatingwebhookconfigurations.admissionregistration.k8s.io":
                AdmissionDefaults.Webhooks(obj, resource.Resource.StartsWith('m'));
                break;
            case "validatingadmissionpolicies.admissionregistration.k8s.io":
                AdmissionDefaults.Policy(obj);
                break;
            case "validatingadmissionpolicybindings.admissionregistration.k8s.io":
                AdmissionDefaults.Binding(obj);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionDefaults.Apply(obj);
                break;
        }
    }

    private static void Template(JsonObject spec)
    {
        var template = spec.Ensure("template");
        template.Ensure("metadata");
        if (template["spec"] is JsonObject pod) PodDefaults.Apply(pod, false);
    }

    private static void Deployment(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", "25%");
            rolling.Default("maxSurge", "25%");
        }

        Template(spec);
    }

    private static void ReplicaSet(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("replicas", 1);
        Template(spec);
    }

    private static void StatefulSet(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("replicas", 1);
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate") strategy.Ensure("rollingUpdate").Default("partition", 0);
        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        Template(spec);
        foreach (var claim in spec.Each("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Ensure("spec").Default("volumeMode", "Filesystem");
            claim.Ensure("status").Default("phase", "Pending");
        }

    }

    private static void DaemonSet(JsonObject obj, JsonObject? old)
    {
        var spec = obj.Ensure("spec");
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }

        Template(spec);
        var annotations = obj.Ensure("metadata").Ensure("annotations");
        annotations.Default(TemplateGeneration, "1");
        if (old is null || JsonNode.DeepEquals(old.Child("spec", "template"), spec["template"])) return;
        var last = long.TryParse(old.Child("metadata", "annotations").Text(TemplateGeneration), CultureInfo.InvariantCulture, out var counted) ? counted : 1;
        annotations[TemplateGeneration] = (last + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static void Job(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        if (spec["completions"] is null && spec["parallelism"] is null) spec["completions"] = 1;
        spec.Default("parallelism", 1);
        if (spec["podFailurePolicy"] is null) spec.Default("podReplacementPolicy", "TerminatingOrFailed");
        else spec.Default("podReplacementPolicy", "Failed");
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        Template(spec);
    }

    private static void CronJob(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        var template = spec.Ensure("jobTemplate");
        template.Ensure("metadata");
        Template(template.Ensure("spec"));
    }

    private static void Autoscaler(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("minReplicas", 1);
        if (spec["metrics"] is not JsonArray { Count: > 0 })
        {
            spec["metrics"] = JsonNode.Parse("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""");
        }

        if (spec["behavior"] is JsonObject behavior)
        {
            Scaling(behavior.Ensure("scaleUp"), 0, """[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]""");
            Scaling(behavior.Ensure("scaleDown"), null, """[{"type":"Percent","value":100,"periodSeconds":15}]""");
        }
    }

    private static void Scaling(JsonObject rules, int? window, string policies)
    {
        if (window is { } seconds) rules.Default("stabilizationWindowSeconds", seconds);
        rules.Default("selectPolicy", "Max");
        rules.Default("policies", JsonNode.Parse(policies)!);
    }

    private static void NetworkPolicy(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Ensure("podSelector");
        foreach (var port in spec.Each("ingress").Concat(spec.Each("egress")).SelectMany(r => r.Each("ports"))) port.Default("protocol", "TCP");
        if (spec["policyTypes"] is not null) return;
        JsonArray types = ["Ingress"];
        if (spec["egress"] is JsonArray { Count: > 0 }) types.Add("Egress");
        spec["policyTypes"] = types;
    }

    private static void RoleBinding(JsonObject obj)
    {
        if (obj.Child("roleRef") is { } role && role.Text("apiGroup") is null or "") role["apiGroup"] = "rbac.authorization.k8s.io";
        foreach (var subject in obj.Each("subjects"))
        {
            if (subject.Text("kind") is "User" or "Group") subject.Default("apiGroup", "rbac.authorization.k8s.io");
        }
    }
}
