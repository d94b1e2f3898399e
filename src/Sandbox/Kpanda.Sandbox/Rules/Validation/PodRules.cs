using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What the spec of a pod must say, alone or in a template.</summary>
internal static class PodRules
{
    /// <summary>Checks a template of pods; <paramref name="claims"/> are volumes that its owner adds.</summary>
    public static void Template(FieldPlace template, IEnumerable<string> claims)
    {
        // Kubernetes leaves "metadata" out of these paths.
        var metadata = template.In("metadata");
        MetadataRules.Labels(metadata.Object.Child("labels"), template.At("labels"), template.Errors);
        foreach (var (key, _, _) in metadata.Entries("annotations")) template.Errors.Invalid(template.At("annotations"), key, NameRules.QualifiedName(key.ToLowerInvariant()));
        Check(template.In("spec"), claims);
    }

    /// <summary>Checks the spec of a pod.</summary>
    public static void Check(FieldPlace spec, IEnumerable<string> claims)
    {
        HashSet<string> volumes = new(claims, StringComparer.Ordinal);
        HashSet<string> own = new(StringComparer.Ordinal);
        foreach (var volume in spec.Each("volumes"))
        {
            volume.RequiredName("name", NameRules.DnsLabel);
            if (volume.Text("name") is { Length: > 0 } name && !own.Add(name)) volume.Errors.Duplicate(volume.At("name"), name);
        }

        volumes.UnionWith(own);


        HashSet<string> names = new(StringComparer.Ordinal);
        if (spec.Count("containers") == 0) spec.Errors.Required(spec.At("containers"));
        foreach (var container in spec.Each("containers")) Container(container, names, volumes);
        HostPorts(spec);
        foreach (var container in spec.Each("initContainers")) InitContainer(container, names, volumes);
        spec.OneOf("restartPolicy", "Always", "OnFailure", "Never");
        spec.OneOf("dnsPolicy", "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        MetadataRules.Labels(spec.Object.Child("nodeSelector"), spec.At("nodeSelector"), spec.Errors);
        spec.Name("serviceAccountName", NameRules.DnsSubdomain);
        spec.Name("nodeName", NameRules.DnsSubdomain);
        if (spec.Has("activeDeadlineSeconds") && spec.Number("activeDeadlineSeconds") is var deadline and (< 1 or > int.MaxValue))
            spec.Errors.Invalid(spec.At("activeDeadlineSeconds"), deadline, $"must be between 1 and {int.MaxValue}, inclusive");
        spec.Name("hostname", NameRules.DnsLabel);
        spec.Name("subdomain", NameRules.DnsLabel);
        spec.Name("priorityClassName", NameRules.DnsSubdomain);
        spec.OneOf("preemptionPolicy", "PreemptLowerPriority", "Never");
    }

    private static void Container(FieldPlace container, HashSet<string> names, HashSet<string> volumes)
    {
        Common(container, volumes);
        if (!names.Add(container.Text("name"))) container.Errors.Duplicate(container.At("name"), container.Text("name"));
        foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Has(probe)) Probe(container.In(probe), probe != "readinessProbe");
        }
    }

    private static void InitContainer(FieldPlace container, HashSet<string> names, HashSet<string> volumes)
    {
        Common(container, volumes);
        var name = container.Text("name");
        if (name.Length > 0 && !names.Add(name)) container.Errors.Duplicate(container.At("name"), name);
        if (container.Text("restartPolicy") == "Always") return;
        foreach (var field in (ReadOnlySpan<string>)["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Has(field)) container.Errors.Forbidden(container.At(field), "may not be set for init containers without restartPolicy=Always");
        }
    }

    private static void Common(FieldPlace container, HashSet<string> volumes)
    {
        container.RequiredName("name", NameRules.DnsLabel);
        container.Required("image");
        container.RequiredOneOf("terminationMessagePolicy", "File", "FallbackToLogsOnError");
        HashSet<string> ports = new(StringComparer.Ordinal);
        foreach (var port in container.Each("ports")) Port(port, ports);
        foreach (var variable in container.Each("env")) Variable(variable);
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (var mount in container.Each("volumeMounts")) Mount(mount, volumes, paths);
        container.RequiredOneOf("imagePullPolicy", "Always", "IfNotPresent", "Never");
        Resources(container.In("resources"));
    }

    private static void Port(FieldPlace port, HashSet<string> names)
    {
        if (port.Text("name") is { Length: > 0 } name)
        {
            var problems = NameRules.PortName(name);
            port.Errors.Invalid(port.At("name"), name, problems);
            if (problems.Count == 0 && !names.Add(name)) port.Errors.Duplicate(port.At("name"), name);
        }

        if (port.Number("containerPort") == 0) port.Errors.Required(port.At("containerPort"));
        else port.Port("containerPort");
        if (port.Number("hostPort") != 0) port.Port("hostPort");
        port.RequiredOneOf("protocol", "SCTP", "TCP", "UDP");
    }

    private static void HostPorts(FieldPlace spec)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var port in spec.Each("containers").SelectMany(c => c.Each("ports")))
        {
            if (port.Number("hostPort") == 0) continue;
            var place = $"{port.Text("protocol")}/{port.Text("hostIP")}/{port.Number("hostPort")}";
            if (!taken.Add(place)) port.Errors.Duplicate(port.At("hostPort"), place);
        }
    }

    private static void Variable(FieldPlace variable)
    {
        variable.RequiredName("name", NameRules.VariableName);
        if (!variable.Has("valueFrom")) return;
        var source = variable.In("valueFrom");
        var sources = source.Object!.Count(s => s.Value is not null);
        if (sources == 0) source.Errors.Invalid(source.Path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        else if (variable.Text("value").Length > 0) source.Errors.Invalid(source.Path, "", "may not be specified when `value` is not empty");
        else if (sources > 1) source.Errors.Invalid(source.Path, "", "may not have more than one field specified at a time");
        foreach (var field in (ReadOnlySpan<string>)["configMapKeyRef", "secretKeyRef"])
        {
            if (source.Has(field)) source.In(field).RequiredName("key", NameRules.ConfigKey);
        }
    }

    private static void Mount(FieldPlace mount, HashSet<string> volumes, HashSet<string> paths)
    {
        if (mount.Required("name") && !volumes.Contains(mount.Text("name"))) mount.Errors.NotFound(mount.At("name"), mount.Text("name"));
        if (mount.Required("mountPath") && !paths.Add(mount.Text("mountPath"))) mount.Errors.Invalid(mount.At("mountPath"), mount.Text("mountPath"), "must be unique");
    }

    private static void Probe(FieldPlace probe, bool onlyOnce)
    {
        var handlers = ((string[])["exec", "httpGet", "tcpSocket", "grpc"]).Where(probe.Has).ToList();
        if (handlers.Count == 0) probe.Errors.Required(probe.Path, "must specify a handler type");
        foreach (var handler in handlers.Skip(1)) probe.Errors.Forbidden(probe.At(handler), "may not specify more than 1 handler type");
        if (probe.Has("exec") && probe.In("exec").Count("command") == 0) probe.Errors.Required(probe.In("exec").At("command"));
        foreach (var field in (ReadOnlySpan<string>)["httpGet", "tcpSocket"])
        {
            if (probe.Has(field)) probe.In(field).PortOrName("port");
        }

        probe.NotNegative("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");
        if (onlyOnce && probe.Number("successThreshold") != 1) probe.Errors.Invalid(probe.At("successThreshold"), probe.Number("successThreshold"), "must be 1");
    }

    private static void Resources(FieldPlace resources)
    {
        foreach (var (name, value, path) in resources.Entries("limits"))
        {
            ResourceNames.Name(name, path, true, resources.Errors);
            ResourceNames.Amount(name, value, path, resources.Errors);
        }

        foreach (var (name, value, path) in resources.Entries("requests"))
        {
            ResourceNames.Name(name, path, true, resources.Errors);
            ResourceNames.Amount(name, value, path, resources.Errors);
            if (!Quantity.TryParse(value?.ToString(), out var request)) continue;
            var limited = Quantity.TryParse(resources.In("limits").Text(name), out var limit);
            if (limited && request != limit && !ResourceNames.Overcommits(name)) resources.Errors.Invalid(resources.At("requests"), request.ToString(), $"must be equal to {name} limit of {limit}");
            else if (limited && request > limit) resources.Errors.Invalid(resources.At("requests"), request.ToString(), $"must be less than or equal to {name} limit of {limit}");
            else if (!limited && !ResourceNames.Overcommits(name)) resources.Errors.Required(resources.At("limits"), "Limit must be set for non overcommitable resources");
        }
    }
}
