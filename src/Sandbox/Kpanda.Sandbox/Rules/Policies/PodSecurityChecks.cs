using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>The checks of the Pod Security Standards, levels baseline and restricted, in the order and the words of Kubernetes.</summary>
internal static class PodSecurityChecks
{
    private const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly HashSet<string> DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly HashSet<string> SafeVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    private static readonly HashSet<string> SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    private static readonly HashSet<string> SafeSeLinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    /// <summary>What a pod does against a level: the reason, and where.</summary>
    public static IReadOnlyList<(string Reason, string Detail)> Violations(JsonObject pod, bool restricted, int minor)
    {
        var spec = pod.Child("spec") ?? [];
        List<(string Reason, string? Detail)> found = restricted
            ?
            [
                AppArmor(pod), ("host namespaces", HostNamespaces(spec)), ("hostPort", HostPorts(spec)), ("probe or lifecycle host", ProbeHosts(spec, minor)),
                ("privileged", Privileged(spec)), ("procMount", ProcMount(spec)), ("seLinuxOptions", SeLinux(spec)), ("forbidden sysctls", Sysctls(spec)), ("hostProcess", HostProcess(spec)),
                ("allowPrivilegeEscalation != false", Escalation(spec)), ("unrestricted capabilities", RestrictedCapabilities(spec)),
                ("restricted volume types", RestrictedVolumes(spec)), ("runAsNonRoot != true", RunAsNonRoot(spec)), ("runAsUser=0", RunAsUser(spec)), ("seccompProfile", Seccomp(spec, true)),
            ]
            :
            [
                AppArmor(pod), ("non-default capabilities", Capabilities(spec)), ("host namespaces", HostNamespaces(spec)), ("hostPath volumes", HostPaths(spec)), ("hostPort", HostPorts(spec)),
                ("probe or lifecycle host", ProbeHosts(spec, minor)), ("privileged", Privileged(spec)), ("procMount", ProcMount(spec)), ("seLinuxOptions", SeLinux(spec)), ("seccompProfile", Seccomp(spec, false)),
                ("forbidden sysctls", Sysctls(spec)), ("hostProcess", HostProcess(spec)),
            ];
        return [.. found.Where(f => f.Detail is not null).Select(f => (f.Reason, f.Detail!))];
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        spec.Each("initContainers").Concat(spec.Each("containers")).Concat(spec.Each("ephemeralContainers"));

    private static JsonObject? Context(JsonObject? holder) => holder.Child("securityContext");

    private static bool IsWindows(JsonObject spec) => spec.Child("os").Text("name") == "windows";

    // container "a" / containers "a", "b"
    private static string? Named(IEnumerable<JsonObject> containers)
    {
        List<string> names = [.. containers.Select(c => c.Text("name") ?? "")];
        return names.Count == 0 ? null : $"{(names.Count == 1 ? "container" : "containers")} {Quoted(names)}";
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(w => $"\"{w}\""));

    private static string? Of(JsonObject spec, Func<JsonObject, bool> bad, string what) => Named(Containers(spec).Where(bad)) is { } named ? $"{named} {what}" : null;

    private static IEnumerable<string> Added(JsonObject container) => Words(Context(container).Child("capabilities")?["add"]);

    private static IEnumerable<string> Words(JsonNode? list) => (list as JsonArray ?? []).Select(w => w?.ToString() ?? "");

    private static string? AddsBeyond(JsonObject spec, Func<string, bool> allowed)
    {
        var bad = Containers(spec).Where(c => Added(c).Any(a => !allowed(a))).ToList();
        var values = bad.SelectMany(Added).Where(a => !allowed(a)).Distinct().Order(StringComparer.Ordinal);
        return Named(bad) is { } named ? $"{named} must not include {Quoted(values)} in securityContext.capabilities.add" : null;
    }

    private static (string Reason, string? Detail) AppArmor(JsonObject pod)
    {
        var spec = pod.Child("spec") ?? [];
        List<JsonObject> bad = [.. Containers(spec).Where(c => Unsafe(Context(c)))];
        List<string> setters = [.. Setters(Unsafe(Context(spec)), bad)];
        List<string> values = setters.Count > 0 ? ["\"Unconfined\""] : [];
        foreach (var (name, value) in pod.Child("metadata", "annotations") ?? [])
        {
            if (!name.StartsWith(AppArmorAnnotation, StringComparison.Ordinal) || value?.ToString() is not { } profile) continue;
            if (profile is "" or "runtime/default" || profile.StartsWith("localhost/", StringComparison.Ordinal)) continue;
            setters.Add($"annotation \"{name}\"");
            values.Add($"\"{profile}\"");
        }

        return (values.Count > 1 ? "forbidden AppArmor profiles" : "forbidden AppArmor profile", setters.Count == 0 ? null : $"{string.Join(" and ", setters)} must not set AppArmor profile type to {string.Join(", ", values)}");

        static bool Unsafe(JsonObject? context) => context.Child("appArmorProfile").Text("type") == "Unconfined";
    }

    private static string? ProbeHosts(JsonObject spec, int minor)
    {
        if (minor < ClusterVersion.ProbeHosts) return null;
        var bad = Containers(spec).Where(c => Hosts(c).Any()).ToList();
        List<string> hosts = [.. bad.SelectMany(Hosts).Distinct().Order(StringComparer.Ordinal)];
        return Named(bad) is { } named ? $"{named} {(bad.Count == 1 ? "uses" : "use")} probe or lifecycle {(hosts.Count == 1 ? "host" : "hosts")} {Quoted(hosts)}" : null;

        static IEnumerable<string> Hosts(JsonObject container) =>
            ((JsonObject?[])[container.Child("livenessProbe"), container.Child("readinessProbe"), container.Child("startupProbe"), container.Child("lifecycle", "postStart"), container.Child("lifecycle", "preStop")])
            .SelectMany(h => (string?[])[h.Child("httpGet").Text("host"), h.Child("tcpSocket").Text("host")]).OfType<string>().Where(h => h is not ("" or "127.0.0.1" or "::1"));
    }

    private static string? Capabilities(JsonObject spec) => AddsBeyond(spec, DefaultCapabilities.Contains);

    private static string? HostNamespaces(JsonObject spec)
    {
        List<string> shared = [.. ((string[])["hostNetwork", "hostPID", "hostIPC"]).Where(f => spec.Truth(f)).Select(f => f + "=true")];
        return shared.Count == 0 ? null : string.Join(", ", shared);
    }

    private static string? HostPaths(JsonObject spec)
    {
        List<string> names = [.. spec.Each("volumes").Where(v => v["hostPath"] is not null).Select(v => v.Text("name") ?? "")];
        return names.Count == 0 ? null : $"{(names.Count == 1 ? "volume" : "volumes")} {Quoted(names)}";
    }

    private static string? HostPorts(JsonObject spec)
    {
        var bad = Containers(spec).Where(c => Ports(c).Any()).ToList();
        List<long> ports = [.. bad.SelectMany(Ports).Distinct().Order()];
        return Named(bad) is { } named ? $"{named} {(bad.Count == 1 ? "uses" : "use")} {(ports.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", ports)}" : null;

        static IEnumerable<long> Ports(JsonObject container) => container.Each("ports").Select(p => p.Number("hostPort") ?? 0).Where(p => p != 0);
    }

    private static string? Privileged(JsonObject spec) => Of(spec, c => Context(c).Truth("privileged"), "must not set securityContext.privileged=true");

    private static string? ProcMount(JsonObject spec)
    {
        var bad = Containers(spec).Where(c => Context(c).Text("procMount") is not (null or "Default")).ToList();
        return Named(bad) is { } named ? $"{named} must not set securityContext.procMount to {Quoted(bad.Select(c => Context(c).Text("procMount")!).Distinct().Order(StringComparer.Ordinal))}" : null;
    }

    private static string? SeLinux(JsonObject spec)
    {
        List<JsonObject> bad = [.. Containers(spec).Where(c => Wrong(Context(c)))];
        List<string> setters = [.. Setters(Wrong(Context(spec)), bad)];
        if (setters.Count == 0) return null;
        List<JsonObject> options = [.. bad.Append(spec).Select(h => Context(h).Child("seLinuxOptions")).OfType<JsonObject>()];
        List<string> wrongs = [];
        var types = options.Select(o => o.Text("type") ?? "").Where(t => !SafeSeLinuxTypes.Contains(t)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (types.Count > 0) wrongs.Add($"{(types.Count == 1 ? "type" : "types")} {Quoted(types)}");
        foreach (var field in (ReadOnlySpan<string>)["user", "role"])
        {
            var name = field;
            if (options.Exists(o => o.Text(name) is { Length: > 0 })) wrongs.Add($"{name} may not be set");
        }

        return $"{string.Join(" and ", setters)} set forbidden securityContext.seLinuxOptions: {string.Join("; ", wrongs)}";

        static bool Wrong(JsonObject? context) => context.Child("seLinuxOptions") is { } o
            && (!SafeSeLinuxTypes.Contains(o.Text("type") ?? "") || o.Text("user") is { Length: > 0 } || o.Text("role") is { Length: > 0 });
    }

    private static string? Seccomp(JsonObject spec, bool restricted)
    {
        var pod = Profile(spec);
        List<JsonObject> bad = [.. Containers(spec).Where(c => Profile(c) is { } type && !Safe(type))];
        List<string> setters = [.. Setters(pod is not null && !Safe(pod), bad)];
        if (setters.Count > 0)
        {
            var values = bad.Select(c => Profile(c)!).Concat(pod is not null && !Safe(pod) ? [pod] : []).Distinct().Order(StringComparer.Ordinal);
            return $"{string.Join(" and ", setters)} must not set securityContext.seccompProfile.type to {Quoted(values)}";
        }

        if (!restricted || pod is not null || IsWindows(spec)) return null;
        return Named(Containers(spec).Where(c => Profile(c) is null)) is { } named ? $"pod or {named} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"" : null;

        static string? Profile(JsonObject holder) => Context(holder).Child("seccompProfile").Text("type");

        static bool Safe(string type) => type is "RuntimeDefault" or "Localhost";
    }

    private static string? Sysctls(JsonObject spec)
    {
        List<string> bad = [.. Context(spec).Each("sysctls").Select(s => s.Text("name") ?? "").Where(n => !SafeSysctls.Contains(n))];
        return bad.Count == 0 ? null : string.Join(", ", bad);
    }

    private static string? HostProcess(JsonObject spec)
    {
        List<JsonObject> bad = [.. Containers(spec).Where(c => Context(c).Child("windowsOptions").Truth("hostProcess"))];
        List<string> setters = [.. Setters(Context(spec).Child("windowsOptions").Truth("hostProcess"), bad)];
        return setters.Count == 0 ? null : $"{string.Join(" and ", setters)} must not set securityContext.windowsOptions.hostProcess=true";
    }

    private static string? Escalation(JsonObject spec) => IsWindows(spec)
        ? null
        : Of(spec, c => Context(c)?["allowPrivilegeEscalation"] is not JsonValue value || value.GetValue<bool>(), "must set securityContext.allowPrivilegeEscalation=false");

    private static string? RestrictedCapabilities(JsonObject spec)
    {
        if (IsWindows(spec)) return null;
        var details = new[]
        {
            Of(spec, c => !Words(Context(c).Child("capabilities")?["drop"]).Contains("ALL"), "must set securityContext.capabilities.drop=[\"ALL\"]"),
            AddsBeyond(spec, a => a == "NET_BIND_SERVICE"),
        }.OfType<string>().ToList();
        return details.Count == 0 ? null : string.Join("; ", details);
    }

    private static string? RestrictedVolumes(JsonObject spec)
    {
        List<(string Name, string Type)> bad = [.. spec.Each("volumes").Select(v => (v.Text("name") ?? "", v.Select(p => p.Key).FirstOrDefault(k => k != "name") ?? "emptyDir")).Where(v => !SafeVolumes.Contains(v.Item2))];
        if (bad.Count == 0) return null;
        List<string> types = [.. bad.Select(b => b.Type).Distinct().Order(StringComparer.Ordinal)];
        return $"{(bad.Count == 1 ? "volume" : "volumes")} {Quoted(bad.Select(b => b.Name))} {(bad.Count == 1 ? "uses" : "use")} restricted volume {(types.Count == 1 ? "type" : "types")} {Quoted(types)}";
    }

    private static string? RunAsNonRoot(JsonObject spec)
    {
        var pod = (Context(spec)?["runAsNonRoot"] as JsonValue)?.GetValue<bool>();
        List<string> setters = [.. Setters(pod == false, [.. Containers(spec).Where(c => Context(c)?["runAsNonRoot"] is JsonValue value && !value.GetValue<bool>())])];
        if (setters.Count > 0) return $"{string.Join(" and ", setters)} must not set securityContext.runAsNonRoot=false";
        if (pod == true) return null;
        return Named(Containers(spec).Where(c => Context(c)?["runAsNonRoot"] is null)) is { } named ? $"pod or {named} must set securityContext.runAsNonRoot=true" : null;
    }

    private static string? RunAsUser(JsonObject spec)
    {
        List<string> setters = [.. Setters(Context(spec).Number("runAsUser") == 0, [.. Containers(spec).Where(c => Context(c).Number("runAsUser") == 0)])];
        return setters.Count == 0 ? null : $"{string.Join(" and ", setters)} must not set runAsUser=0";
    }

    private static IEnumerable<string> Setters(bool pod, IReadOnlyList<JsonObject> containers)
    {
        if (pod) yield return "pod";
        if (Named(containers) is { } named) yield return named;
    }
}
