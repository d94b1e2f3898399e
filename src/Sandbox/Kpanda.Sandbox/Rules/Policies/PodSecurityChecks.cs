using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>The checks of the Pod Security Standards, levels baseline and restricted, in the order and the words of Kubernetes.</summary>
internal static class PodSecurityChecks
{
    private const string SeccompOfPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompOfContainer = "container.seccomp.security.alpha.kubernetes.io/";

    // From here on pods with users of their own (hostUsers: false) may more.
    private const int OwnUsers = 35;

    private static readonly HashSet<string> DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly HashSet<string> SafeVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    // Each with the minor version of the standards that allows it first.
    private static readonly Dictionary<string, int> SafeSysctls = new()
    {
        ["kernel.shm_rmid_forced"] = 0,
        ["net.ipv4.ip_local_port_range"] = 0,
        ["net.ipv4.tcp_syncookies"] = 0,
        ["net.ipv4.ping_group_range"] = 0,
        ["net.ipv4.ip_unprivileged_port_start"] = 0,
        ["net.ipv4.ip_local_reserved_ports"] = 27,
        ["net.ipv4.tcp_keepalive_time"] = 29,
        ["net.ipv4.tcp_fin_timeout"] = 29,
        ["net.ipv4.tcp_keepalive_intvl"] = 29,
        ["net.ipv4.tcp_keepalive_probes"] = 29,
        ["net.ipv4.tcp_rmem"] = 32,
        ["net.ipv4.tcp_wmem"] = 32,
    };

    private static readonly Dictionary<string, int> SafeSeLinuxTypes = new() { [""] = 0, ["container_t"] = 0, ["container_init_t"] = 0, ["container_kvm_t"] = 0, ["container_engine_t"] = 31 };

    /// <summary>What a pod does against a level: the reason, and where.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="restricted">Against the level restricted, not only baseline.</param>
    /// <param name="minor">The version of the standards: 24 for <c>v1.24</c>.</param>
    public static IReadOnlyList<(string Reason, string Detail)> Violations(JsonObject pod, bool restricted, int minor)
    {
        var spec = pod.Child("spec") ?? [];

        // Restricted replaces some checks of baseline by its own, from a version on.
        List<(string Reason, string? Detail, bool Holds)> all =
        [
            AppArmor(pod), ("non-default capabilities", Capabilities(spec), !restricted || minor < 22), ("host namespaces", HostNamespaces(spec), true), ("hostPath volumes", HostPaths(spec), !restricted),
            ("hostPort", HostPorts(spec), true), ("probe or lifecycle host", ProbeHosts(spec), minor >= 34), ("privileged", Privileged(spec), true),
            ("procMount", ProcMount(spec), minor < OwnUsers || (!restricted && !HasOwnUsers(spec))), ("seLinuxOptions", SeLinux(spec, minor), true),
            ("seccompProfile", SeccompAnnotations(pod, spec), minor < 19), ("seccompProfile", Seccomp(spec, restricted: false, minor), !restricted && minor >= 19),
            ("forbidden sysctls", Sysctls(spec, minor), true), ("hostProcess", HostProcess(spec), true),
        ];
        if (restricted)
        {
            var relaxed = minor >= OwnUsers && HasOwnUsers(spec);
            all.AddRange(
            [
                ("allowPrivilegeEscalation != false", Escalation(spec, minor), minor >= 8), ("unrestricted capabilities", RestrictedCapabilities(spec, minor), minor >= 22), ("procMount", ProcMount(spec), minor >= OwnUsers),
                ("restricted volume types", RestrictedVolumes(spec), true), ("runAsNonRoot != true", RunAsNonRoot(spec), !relaxed), ("runAsUser=0", RunAsUser(spec), minor >= 23 && !relaxed),
                ("seccompProfile", Seccomp(spec, restricted: true, minor), minor >= 19),
            ]);
        }

        return [.. all.Where(check => check.Holds && check.Detail is not null).Select(check => (check.Reason, check.Detail!))];
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        spec.Each("initContainers").Concat(spec.Each("containers")).Concat(spec.Each("ephemeralContainers"));

    private static JsonObject? Context(JsonObject? holder) => holder.Child("securityContext");

    // The standards know that since 1.25.
    private static bool IsWindows(JsonObject spec, int minor) => minor >= 25 && spec.Child("os").Text("name") == "windows";

    private static bool HasOwnUsers(JsonObject spec) => spec["hostUsers"] is JsonValue value && !value.GetValue<bool>();

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

    private static (string Reason, string? Detail, bool Holds) AppArmor(JsonObject pod)
    {
        var spec = pod.Child("spec") ?? [];
        List<JsonObject> bad = [.. Containers(spec).Where(c => Unsafe(Context(c)))];
        List<string> setters = [.. Setters(Unsafe(Context(spec)), bad)];
        List<string> values = setters.Count > 0 ? ["\"Unconfined\""] : [];
        var forbidden = (pod.Child("metadata", "annotations") ?? [])
            .Where(one => one.Key.StartsWith(AppArmorProfiles.Annotation, StringComparison.Ordinal) && one.Value?.ToString() is not (null or "" or AppArmorProfiles.Default) && !one.Value.ToString().StartsWith(AppArmorProfiles.Local, StringComparison.Ordinal))
            .Select(one => $"\"{one.Key}=\"{one.Value}\"\"").Order(StringComparer.Ordinal).ToList();
        values.AddRange(forbidden);
        if (forbidden.Count > 0) setters.Add(forbidden.Count == 1 ? "annotation" : "annotations");
        return (values.Count > 1 ? "forbidden AppArmor profiles" : "forbidden AppArmor profile", setters.Count == 0 ? null : $"{string.Join(" and ", setters)} must not set AppArmor profile type to {string.Join(", ", values)}", true);

        static bool Unsafe(JsonObject? context) => context.Child("appArmorProfile").Text("type") == "Unconfined";
    }

    private static string? ProbeHosts(JsonObject spec)
    {
        var bad = Containers(spec).Where(c => Hosts(c).Any()).ToList();
        List<string> hosts = [.. bad.SelectMany(Hosts).Distinct().Order(StringComparer.Ordinal)];
        return Named(bad) is { } named ? $"{named} {(bad.Count == 1 ? "uses" : "use")} probe or lifecycle {(hosts.Count == 1 ? "host" : "hosts")} {Quoted(hosts)}" : null;

        static IEnumerable<string> Hosts(JsonObject container) =>
            ((JsonObject?[])[container.Child("livenessProbe"), container.Child("readinessProbe"), container.Child("startupProbe"), container.Child("lifecycle", "postStart"), container.Child("lifecycle", "preStop")])
            .SelectMany(h => (string?[])[h.Child("httpGet").Text("host"), h.Child("tcpSocket").Text("host")]).OfType<string>().Where(h => h.Length > 0);
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
        List<string> ports = [.. bad.SelectMany(Ports).Distinct().Order(StringComparer.Ordinal)];
        return Named(bad) is { } named ? $"{named} {(bad.Count == 1 ? "uses" : "use")} {(ports.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", ports)}" : null;

        static IEnumerable<string> Ports(JsonObject container) => container.Each("ports").Select(p => p.Number("hostPort") ?? 0).Where(p => p != 0).Select(p => p.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Privileged(JsonObject spec) => Of(spec, c => Context(c).Truth("privileged"), "must not set securityContext.privileged=true");

    private static string? ProcMount(JsonObject spec)
    {
        var bad = Containers(spec).Where(c => Context(c).Text("procMount") is not (null or "Default")).ToList();
        return Named(bad) is { } named ? $"{named} must not set securityContext.procMount to {Quoted(bad.Select(c => Context(c).Text("procMount")!).Distinct().Order(StringComparer.Ordinal))}" : null;
    }

    private static string? SeLinux(JsonObject spec, int minor)
    {
        List<JsonObject> bad = [.. Containers(spec).Where(c => Wrong(Context(c)))];
        List<string> setters = [.. Setters(Wrong(Context(spec)), bad)];
        if (setters.Count == 0) return null;
        List<JsonObject> options = [.. bad.Append(spec).Select(h => Context(h).Child("seLinuxOptions")).OfType<JsonObject>()];
        List<string> wrongs = [];
        var types = options.Select(o => o.Text("type") ?? "").Where(t => !Safe(t)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (types.Count > 0) wrongs.Add($"{(types.Count == 1 ? "type" : "types")} {Quoted(types)}");
        foreach (var field in (ReadOnlySpan<string>)["user", "role"])
        {
            var name = field;
            if (options.Exists(o => o.Text(name) is { Length: > 0 })) wrongs.Add($"{name} may not be set");
        }

        return $"{string.Join(" and ", setters)} set forbidden securityContext.seLinuxOptions: {string.Join("; ", wrongs)}";

        bool Safe(string type) => SafeSeLinuxTypes.TryGetValue(type, out var since) && since <= minor;

        bool Wrong(JsonObject? context) => context.Child("seLinuxOptions") is { } o
            && (!Safe(o.Text("type") ?? "") || o.Text("user") is { Length: > 0 } || o.Text("role") is { Length: > 0 });
    }

    private static string? SeccompAnnotations(JsonObject pod, JsonObject spec)
    {
        var annotations = pod.Child("metadata", "annotations");
        var forbidden = Containers(spec).Select(c => SeccompOfContainer + c.Text("name")).Prepend(SeccompOfPod).Select(key => (Key: key, Value: annotations.Text(key)))
            .Where(one => one.Value is not (null or "runtime/default" or "docker/default") && !one.Value.StartsWith("localhost/", StringComparison.Ordinal)).Select(one => $"{one.Key}=\"{one.Value}\"").Order(StringComparer.Ordinal).ToList();
        return forbidden.Count == 0 ? null : $"forbidden {(forbidden.Count == 1 ? "annotation" : "annotations")} {string.Join(", ", forbidden)}";
    }

    private static string? Seccomp(JsonObject spec, bool restricted, int minor)
    {
        var pod = Profile(spec);
        List<JsonObject> bad = [.. Containers(spec).Where(c => Profile(c) is { } type && !Safe(type))];
        List<string> setters = [.. Setters(pod is not null && !Safe(pod), bad)];
        if (setters.Count > 0)
        {
            var values = bad.Select(c => Profile(c)!).Concat(pod is not null && !Safe(pod) ? [pod] : []).Distinct().Order(StringComparer.Ordinal);
            return $"{string.Join(" and ", setters)} must not set securityContext.seccompProfile.type to {Quoted(values)}";
        }

        if (!restricted || pod is not null || IsWindows(spec, minor)) return null;
        return Named(Containers(spec).Where(c => Profile(c) is null)) is { } named ? $"pod or {named} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"" : null;

        static string? Profile(JsonObject holder) => Context(holder).Child("seccompProfile").Text("type");

        static bool Safe(string type) => type is "RuntimeDefault" or "Localhost";
    }

    private static string? Sysctls(JsonObject spec, int minor)
    {
        List<string> bad = [.. Context(spec).Each("sysctls").Select(s => s.Text("name") ?? "").Where(n => !SafeSysctls.TryGetValue(n, out var since) || since > minor)];
        return bad.Count == 0 ? null : string.Join(", ", bad);
    }

    private static string? HostProcess(JsonObject spec)
    {
        List<JsonObject> bad = [.. Containers(spec).Where(c => Context(c).Child("windowsOptions").Truth("hostProcess"))];
        List<string> setters = [.. Setters(Context(spec).Child("windowsOptions").Truth("hostProcess"), bad)];
        return setters.Count == 0 ? null : $"{string.Join(" and ", setters)} must not set securityContext.windowsOptions.hostProcess=true";
    }

    private static string? Escalation(JsonObject spec, int minor) => IsWindows(spec, minor)
        ? null
        : Of(spec, c => Context(c)?["allowPrivilegeEscalation"] is not JsonValue value || value.GetValue<bool>(), "must set securityContext.allowPrivilegeEscalation=false");

    private static string? RestrictedCapabilities(JsonObject spec, int minor)
    {
        if (IsWindows(spec, minor)) return null;
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
