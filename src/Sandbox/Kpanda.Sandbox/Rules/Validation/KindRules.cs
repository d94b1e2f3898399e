using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What the objects of each kind must say.</summary>
internal static class KindRules
{
    private static readonly string[] ServiceTypes = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

    public static void Check(GroupResource resource, JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Child("spec");
        switch (resource.ToString())
        {
            case "pods":
                PodRules.Check(spec, "spec", errors);
                break;
            case "services":
                Service(spec, errors);
                break;
            case "configmaps":
                Keys(obj, errors);
                break;
            case "secrets":
                Keys(obj, errors);
                break;
            case "persistentvolumeclaims":
                Claim(spec, errors);
                break;
            case "deployments.apps" or "replicasets.apps":
                Workload(spec, errors);
                break;
            case "statefulsets.apps":
                Workload(spec, errors);
                break;
            case "daemonsets.apps":
                Workload(spec, errors);
                break;
            case "jobs.batch":
                NotNegative(spec, errors, "spec", "parallelism", "completions", "backoffLimit", "activeDeadlineSeconds");
                JobTemplate(spec, "spec", errors);
                break;
            case "cronjobs.batch":
                CronJob(spec, errors);
                break;
            case "horizontalpodautoscalers.autoscaling":
                Autoscaler(spec, errors);
                break;
            case "storageclasses.storage.k8s.io":
                if (string.IsNullOrEmpty(obj.Text("provisioner"))) errors.Required("provisioner");
                break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                Binding(obj, errors);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                DefinitionRules.Check(obj, errors);
                break;
        }
    }

    private static void Workload(JsonObject? spec, FieldErrors errors)
    {
        NotNegative(spec, errors, "spec", "replicas", "minReadySeconds", "revisionHistoryLimit");
        var labels = spec.Child("template", "metadata", "labels");
        if (spec?["selector"] is not JsonObject selector)
        {
            errors.Required("spec.selector");
        }
        else if (!LabelSelector.TryRead(selector, out var parsed, out _))
        {
            errors.Invalid("spec.selector", selector.DeepClone(), "invalid label selector");
        }
        else
        {
            if (parsed.IsEverything) errors.Invalid("spec.selector", selector.DeepClone(), "empty selector is invalid for deployment");
            if (!parsed.Matches((labels ?? []).ToDictionary(l => l.Key, l => l.Value?.ToString() ?? "")))
                errors.Invalid("spec.template.metadata.labels", labels?.DeepClone(), "`selector` does not match template `labels`");
        }

        MetadataRules.Labels(labels, "spec.template.metadata.labels", errors);
        PodRules.Check(spec.Child("template", "spec"), "spec.template.spec", errors);
        if (spec.Child("template", "spec").Text("restartPolicy") is { } policy and not "Always") errors.NotSupported("spec.template.spec.restartPolicy", policy, "Always");
    }

    private static void JobTemplate(JsonObject? spec, string path, FieldErrors errors)
    {
        var pod = spec.Child("template", "spec");
        PodRules.Check(pod, path + ".template.spec", errors);
        switch (pod.Text("restartPolicy"))
        {
            case "Always":
                errors.Required(path + ".template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
                break;
            case not (null or "OnFailure" or "Never"):
                errors.NotSupported(path + ".template.spec.restartPolicy", pod.Text("restartPolicy"), "OnFailure", "Never");
                break;
        }
    }

    private static void CronJob(JsonObject? spec, FieldErrors errors)
    {
        var schedule = spec.Text("schedule") ?? "";
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
        }
        else if (!schedule.StartsWith('@'))
        {
            var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != 5) errors.Invalid("spec.schedule", schedule, $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
        }

        if (spec.Text("concurrencyPolicy") is not ("Allow" or "Forbid" or "Replace")) errors.NotSupported("spec.concurrencyPolicy", spec.Text("concurrencyPolicy"), "Allow", "Forbid", "Replace");
        JobTemplate(spec.Child("jobTemplate", "spec"), "spec.jobTemplate.spec", errors);
    }

    private static void Autoscaler(JsonObject? spec, FieldErrors errors)
    {
        var least = spec.Number("minReplicas") ?? 1;
        var most = spec.Number("maxReplicas") ?? 0;
        if (least < 1) errors.Invalid("spec.minReplicas", least, "must be greater than or equal to 1");
        if (most < 1) errors.Invalid("spec.maxReplicas", most, "must be greater than 0");
        else if (most < least) errors.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        if (string.IsNullOrEmpty(spec.Child("scaleTargetRef").Text("kind"))) errors.Required("spec.scaleTargetRef.kind");
        if (string.IsNullOrEmpty(spec.Child("scaleTargetRef").Text("name"))) errors.Required("spec.scaleTargetRef.name");
    }

    private static void Service(JsonObject? spec, FieldErrors errors)
    {
        var type = spec.Text("type") ?? "";
        var ports = spec.Each("ports").ToList();
        if (ports.Count == 0 && type is not "ExternalName" && spec.Text("clusterIP") != "None") errors.Required("spec.ports");
        for (var i = 0; i < ports.Count; i++)
        {
            var path = $"spec.ports[{i}]";
            if (ports.Count > 1 && string.IsNullOrEmpty(ports[i].Text("name"))) errors.Required(path + ".name");
            else if (ports[i].Text("name") is { Length: > 0 } name) errors.Invalid(path + ".name", name, NameRules.DnsLabel(name));
            Port(ports[i]["port"], path + ".port", errors);
            if (ports[i].Text("protocol") is { } protocol and not ("TCP" or "UDP" or "SCTP")) errors.NotSupported(path + ".protocol", protocol, "SCTP", "TCP", "UDP");
            if (ports[i]["targetPort"] is JsonValue target && target.GetValueKind() == JsonValueKind.Number) Port(target, path + ".targetPort", errors);
        }

        if (type == "ExternalName" && string.IsNullOrEmpty(spec.Text("externalName"))) errors.Required("spec.externalName");
        if (!ServiceTypes.Contains(type)) errors.NotSupported("spec.type", type, ServiceTypes);
        MetadataRules.Labels(spec.Child("selector"), "spec.selector", errors);
    }

    internal static void Port(JsonNode? port, string path, FieldErrors errors)
    {
        var number = port is JsonValue value && value.TryGetValue<long>(out var whole) ? whole : 0;
        if (number is < 1 or > 65535) errors.Invalid(path, number, "must be between 1 and 65535, inclusive");
    }

    private static void Claim(JsonObject? spec, FieldErrors errors)
    {
        if (spec?["accessModes"] is not JsonArray { Count: > 0 }) errors.Required("spec.accessModes", "at least 1 access mode is required");
        foreach (var mode in (spec?["accessModes"] as JsonArray ?? []).Select(m => m?.ToString() ?? ""))
        {
            if (mode is not ("ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOnce" or "ReadWriteOncePod"))
                errors.NotSupported("spec.accessModes", mode, "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
        }

        if (!Quantity.TryParse(spec.Child("resources", "requests").Text("storage"), out var size)) errors.Required("spec.resources[storage]");
        else if (size.Value <= 0) errors.Invalid("spec.resources[storage]", size.ToString(), "must be greater than zero");
    }

    private static void Keys(JsonObject obj, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["data", "binaryData"])
        {
            foreach (var (key, _) in obj[field] as JsonObject ?? [])
            {
                if (key.Length is 0 or > 253 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || key is "." or "..")
                    errors.Invalid($"{field}[{key}]", key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
            }
        }
    }

    private static void Binding(JsonObject obj, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(obj.Child("roleRef").Text("name"))) errors.Required("roleRef.name");
        var subjects = obj.Each("subjects").ToList();
        for (var i = 0; i < subjects.Count; i++)
        {
            if (string.IsNullOrEmpty(subjects[i].Text("name"))) errors.Required($"subjects[{i}].name");
            if (subjects[i].Text("kind") is not ("User" or "Group" or "ServiceAccount")) errors.NotSupported($"subjects[{i}].kind", subjects[i].Text("kind") ?? "", "Group", "ServiceAccount", "User");
            else if (subjects[i].Text("kind") == "ServiceAccount" && string.IsNullOrEmpty(subjects[i].Text("namespace"))) errors.Required($"subjects[{i}].namespace");
        }
    }

    private static void NotNegative(JsonObject? spec, FieldErrors errors, string path, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (spec.Number(field) is { } number and < 0) errors.Invalid($"{path}.{field}", number, "must be greater than or equal to 0");
        }
    }
}
