using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What the spec of a pod must say, alone or in a template.</summary>
internal static class PodRules
{
    public static void Check(JsonObject? spec, string path, FieldErrors errors)
    {
        HashSet<string> volumes = new(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Each("volumes"))
        {
            var name = volume.Text("name") ?? "";
            if (name.Length == 0) errors.Required($"{path}.volumes[{index}].name");
            else errors.Invalid($"{path}.volumes[{index}].name", name, NameRules.DnsLabel(name));
            if (!volumes.Add(name)) errors.Duplicate($"{path}.volumes[{index}].name", name);
            index++;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        if (!spec.Each("containers").Any()) errors.Required(path + ".containers");
        Containers(spec, "containers", path, names, volumes, errors);
        Containers(spec, "initContainers", path, names, volumes, errors);
        if (spec.Text("restartPolicy") is { } restart and not ("Always" or "OnFailure" or "Never"))
            errors.NotSupported(path + ".restartPolicy", restart, "Always", "OnFailure", "Never");
        if (spec.Text("dnsPolicy") is { } dns and not ("ClusterFirst" or "ClusterFirstWithHostNet" or "Default" or "None"))
            errors.NotSupported(path + ".dnsPolicy", dns, "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
        MetadataRules.Labels(spec.Child("nodeSelector"), path + ".nodeSelector", errors);
    }

    private static void Containers(JsonObject? spec, string field, string path, HashSet<string> names, HashSet<string> volumes, FieldErrors errors)
    {
        var index = 0;
        foreach (var container in spec.Each(field))
        {
            var at = $"{path}.{field}[{index++}]";
            var name = container.Text("name") ?? "";
            if (name.Length == 0) errors.Required(at + ".name");
            else errors.Invalid(at + ".name", name, NameRules.DnsLabel(name));
            if (name.Length > 0 && !names.Add(name)) errors.Duplicate(at + ".name", name);
            var image = container.Text("image") ?? "";
            if (image.Length == 0) errors.Required(at + ".image");
            else if (image.Trim() != image) errors.Invalid(at + ".image", image, "must not have leading or trailing whitespace");
            if (container.Text("imagePullPolicy") is { } pull and not ("Always" or "IfNotPresent" or "Never"))
                errors.NotSupported(at + ".imagePullPolicy", pull, "Always", "IfNotPresent", "Never");
            Ports(container, at, errors);
            Environment(container, at, errors);
            Mounts(container, at, volumes, errors);
            Resources(container.Child("resources"), at + ".resources", errors);
        }
    }

    private static void Ports(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var port in container.Each("ports"))
        {
            var at = $"{path}.ports[{index++}]";
            if (port["containerPort"] is null) errors.Required(at + ".containerPort");
            else KindRules.Port(port["containerPort"], at + ".containerPort", errors);
            if (port["hostPort"] is { } host && port.Number("hostPort") != 0) KindRules.Port(host, at + ".hostPort", errors);
            if (port.Text("protocol") is { } protocol and not ("TCP" or "UDP" or "SCTP")) errors.NotSupported(at + ".protocol", protocol, "SCTP", "TCP", "UDP");
        }
    }

    private static void Environment(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var variable in container.Each("env"))
        {
            var at = $"{path}.env[{index++}]";
            if (string.IsNullOrEmpty(variable.Text("name"))) errors.Required(at + ".name");
            if (!string.IsNullOrEmpty(variable.Text("value")) && variable["valueFrom"] is not null) errors.InvalidRaw(at + ".valueFrom", "\"\"", "may not be specified when `value` is not empty");
        }
    }

    private static void Mounts(JsonObject container, string path, HashSet<string> volumes, FieldErrors errors)
    {
        var index = 0;
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (var mount in container.Each("volumeMounts"))
        {
            var at = $"{path}.volumeMounts[{index++}]";
            var name = mount.Text("name") ?? "";
            if (name.Length == 0) errors.Required(at + ".name");
            else if (!volumes.Contains(name)) errors.NotFound(at + ".name", name);
            if (string.IsNullOrEmpty(mount.Text("mountPath"))) errors.Required(at + ".mountPath");
            else if (!paths.Add(mount.Text("mountPath")!)) errors.Invalid(at + ".mountPath", mount.Text("mountPath"), "must be unique");
        }
    }

    private static void Resources(JsonObject? resources, string path, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["limits", "requests"])
        {
            foreach (var (name, value) in resources.Child(field) ?? [])
            {
                if (Quantity.TryParse(value?.ToString(), out var amount) && amount.Value < 0) errors.Invalid($"{path}.{field}[{name}]", value!.ToString(), "must be greater than or equal to 0");
            }
        }

        foreach (var (name, value) in resources.Child("requests") ?? [])
        {
            if (!Quantity.TryParse(value?.ToString(), out var request) || !Quantity.TryParse(resources.Child("limits").Text(name), out var limit) || request <= limit) continue;
            errors.Invalid(path + ".requests", request.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }
}
