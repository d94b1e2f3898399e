using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Pods for <see cref="SecurityStory"/>: one that every level allows, and what may be done to it against each field that a level is about.</summary>
internal static class SecurityPods
{
    private const string Safe =
        """
        {"serviceAccountName":"runner","automountServiceAccountToken":false,"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},
         "containers":[{"name":"c","image":"nginx","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}
        """;

    // What is merged into the pod's spec ("spec"), into its container ("c"), into an init container like it ("init"), or into the pod ("pod").
    private static readonly (string Place, string Change)[] Changes =
    [
        ("spec", "{}"),
        ("spec", """{"hostNetwork":true}"""), ("spec", """{"hostPID":true}"""), ("spec", """{"hostIPC":true}"""), ("spec", """{"hostNetwork":true,"hostPID":true,"hostIPC":true}"""),
        ("c", """{"ports":[{"containerPort":80,"hostPort":8080}]}"""), ("init", """{"ports":[{"containerPort":80,"hostPort":8080},{"containerPort":81,"hostPort":81}]}"""), ("c", """{"ports":[{"containerPort":80}]}"""),
        ("c", """{"securityContext":{"privileged":true,"allowPrivilegeEscalation":null}}"""), ("c", """{"securityContext":{"privileged":false}}"""), ("init", """{"securityContext":{"privileged":true,"allowPrivilegeEscalation":null}}"""),
        ("c", """{"securityContext":{"allowPrivilegeEscalation":true}}"""), ("c", """{"securityContext":{"allowPrivilegeEscalation":null}}"""),
        ("c", """{"securityContext":{"capabilities":{"add":["SYS_ADMIN"]}}}"""), ("c", """{"securityContext":{"capabilities":{"add":["NET_BIND_SERVICE"]}}}"""), ("c", """{"securityContext":{"capabilities":{"add":["CHOWN","KILL"]}}}"""),
        ("c", """{"securityContext":{"capabilities":{"add":["NET_RAW","ALL"]}}}"""), ("c", """{"securityContext":{"capabilities":{"drop":["NET_RAW"]}}}"""), ("c", """{"securityContext":{"capabilities":null}}"""), ("init", """{"securityContext":{"capabilities":{"add":["NET_ADMIN"],"drop":[]}}}"""),
        ("spec", """{"hostUsers":false,"containers":[{"name":"c","image":"nginx","securityContext":{"procMount":"Unmasked","allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}"""), ("c", """{"securityContext":{"procMount":"Default"}}"""),
        ("spec", """{"securityContext":{"seLinuxOptions":{"type":"spc_t"}}}"""), ("spec", """{"securityContext":{"seLinuxOptions":{"type":"container_t","level":"s0:c1,c2"}}}"""), ("spec", """{"securityContext":{"seLinuxOptions":{"type":"container_engine_t"}}}"""),
        ("spec", """{"securityContext":{"seLinuxOptions":{"user":"u","role":"r"}}}"""), ("c", """{"securityContext":{"seLinuxOptions":{"type":"spc_t","user":"u"}}}"""),
        ("spec", """{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}"""), ("spec", """{"securityContext":{"seccompProfile":null}}"""), ("spec", """{"securityContext":{"seccompProfile":{"type":"Localhost","localhostProfile":"a.json"}}}"""),
        ("c", """{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}"""), ("c", """{"securityContext":{"seccompProfile":{"type":"RuntimeDefault"}}}"""), ("init", """{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}"""),
        ("spec", """{"securityContext":{"sysctls":[{"name":"kernel.msgmax","value":"1"},{"name":"net.core.somaxconn","value":"1"}]}}"""), ("spec", """{"securityContext":{"sysctls":[{"name":"kernel.shm_rmid_forced","value":"1"}]}}"""),
        ("spec", """{"securityContext":{"sysctls":[{"name":"net.ipv4.ip_local_reserved_ports","value":"1"}]}}"""), ("spec", """{"securityContext":{"sysctls":[{"name":"net.ipv4.tcp_keepalive_time","value":"1"},{"name":"net.ipv4.tcp_fin_timeout","value":"1"}]}}"""),
        ("spec", """{"securityContext":{"sysctls":[{"name":"net.ipv4.tcp_rmem","value":"1"},{"name":"net.ipv4.tcp_wmem","value":"1"}]}}"""), ("spec", """{"securityContext":{"sysctls":[{"name":"net.ipv4.tcp_keepalive_intvl","value":"1"},{"name":"net.ipv4.tcp_keepalive_probes","value":"1"}]}}"""),
        ("spec", """{"securityContext":{"appArmorProfile":{"type":"Unconfined"}}}"""), ("spec", """{"securityContext":{"appArmorProfile":{"type":"RuntimeDefault"}}}"""), ("c", """{"securityContext":{"appArmorProfile":{"type":"Unconfined"}}}"""),
        ("pod", """{"metadata":{"annotations":{"container.apparmor.security.beta.kubernetes.io/c":"unconfined"}}}"""), ("pod", """{"metadata":{"annotations":{"container.apparmor.security.beta.kubernetes.io/c":"localhost/a"}}}"""),
        ("spec", """{"securityContext":{"runAsNonRoot":false}}"""), ("spec", """{"securityContext":{"runAsNonRoot":null}}"""), ("c", """{"securityContext":{"runAsNonRoot":false}}"""), ("init", """{"securityContext":{"runAsNonRoot":true}}"""),
        ("spec", """{"securityContext":{"runAsUser":0}}"""), ("spec", """{"securityContext":{"runAsUser":1000}}"""), ("c", """{"securityContext":{"runAsUser":0}}"""), ("init", """{"securityContext":{"runAsUser":0}}"""),
        ("c", """{"livenessProbe":{"httpGet":{"port":80,"host":"10.0.0.1"}}}"""), ("c", """{"readinessProbe":{"tcpSocket":{"port":80,"host":"example.com"}},"startupProbe":{"httpGet":{"port":80,"host":"10.0.0.1"}}}"""), ("c", """{"livenessProbe":{"httpGet":{"port":80,"host":"127.0.0.1"}}}"""),
        ("c", """{"lifecycle":{"postStart":{"httpGet":{"port":80,"host":"10.0.0.2"}},"preStop":{"tcpSocket":{"port":80,"host":"10.0.0.3"}}}}"""), ("c", """{"readinessProbe":{"grpc":{"port":80}}}"""),
        ("spec", """{"os":{"name":"windows"},"securityContext":{"seccompProfile":null,"runAsNonRoot":true},"containers":[{"name":"c","image":"nginx"}]}"""),
        ("spec", """{"os":{"name":"linux"},"containers":[{"name":"c","image":"nginx"}]}"""),
        ("spec", """{"hostNetwork":true,"securityContext":{"windowsOptions":{"hostProcess":true,"runAsUserName":"NT AUTHORITY\\SYSTEM"},"seccompProfile":null},"os":{"name":"windows"},"containers":[{"name":"c","image":"nginx"}]}"""),
        ("spec", """{"hostNetwork":true,"securityContext":{"seccompProfile":null},"os":{"name":"windows"},"containers":[{"name":"c","image":"nginx","securityContext":{"windowsOptions":{"hostProcess":true}}},{"name":"d","image":"nginx","securityContext":{"windowsOptions":{"hostProcess":true}}}]}"""),
        ("spec", """{"hostUsers":false,"securityContext":{"runAsNonRoot":null,"runAsUser":0}}"""),
        ("spec", """{"hostPID":true,"securityContext":{"runAsUser":0,"seLinuxOptions":{"type":"spc_t"}},"containers":[{"name":"c","image":"nginx"},{"name":"d","image":"nginx","securityContext":{"privileged":true,"capabilities":{"add":["SYS_ADMIN"]}}}]}"""),
    ];

    private static readonly string[] Volumes =
    [
        """{"hostPath":{"path":"/"}}""", """{"gcePersistentDisk":{"pdName":"a"}}""", """{"awsElasticBlockStore":{"volumeID":"a"}}""", """{"gitRepo":{"repository":"a"}}""", """{"nfs":{"server":"a","path":"/"}}""",
        """{"iscsi":{"targetPortal":"a","iqn":"iqn.2001-04.com.example:a","lun":1}}""", """{"glusterfs":{"endpoints":"a","path":"a"}}""", """{"rbd":{"monitors":["a"],"image":"a"}}""", """{"flexVolume":{"driver":"a/b"}}""", """{"cinder":{"volumeID":"a"}}""",
        """{"cephfs":{"monitors":["a"]}}""", """{"flocker":{"datasetName":"a"}}""", """{"fc":{"targetWWNs":["a"],"lun":1}}""", """{"azureFile":{"secretName":"a","shareName":"b"}}""", """{"vsphereVolume":{"volumePath":"a"}}""", """{"quobyte":{"registry":"a:1","volume":"a"}}""",
        """{"azureDisk":{"diskName":"a","diskURI":"https://a"}}""", """{"portworxVolume":{"volumeID":"a"}}""", """{"scaleIO":{"gateway":"a","system":"a","secretRef":{"name":"a"},"volumeName":"a"}}""", """{"storageos":{"volumeName":"a"}}""", """{"photonPersistentDisk":{"pdID":"a"}}""",
        """{"configMap":{"name":"a"}}""", """{"csi":{"driver":"a.b"}}""", """{"downwardAPI":{"items":[{"path":"a","fieldRef":{"fieldPath":"metadata.name"}}]}}""", """{"emptyDir":{}}""",
        """{"ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}""", """{"persistentVolumeClaim":{"claimName":"a"}}""", """{"projected":{"sources":[{"configMap":{"name":"a"}}]}}""", """{"secret":{"secretName":"a"}}""", """{"image":{"reference":"a"}}""",
    ];

    /// <summary>Each pod, and what is done to it.</summary>
    public static IEnumerable<(string Name, JsonObject Pod)> All()
    {
        yield return ("plain", Plain());
        foreach (var (place, change) in Changes)
        {
            var pod = Pod();
            var spec = pod["spec"]!.AsObject();
            if (place == "init") spec["initContainers"] = new JsonArray(With(spec["containers"]![0]!.DeepClone(), """{"name":"i"}"""));
            var into = place switch { "spec" => spec, "pod" => pod, "init" => spec["initContainers"]![0]!, _ => spec["containers"]![0]! };
            With(into, change);
            yield return ($"{place} {change}", pod);
        }

        foreach (var volume in Volumes) yield return (volume, WithVolumes(volume));
        yield return ("two volumes", WithVolumes(Volumes[0], Volumes[4]));
    }

    /// <summary>Workloads whose pods do what no level allows, and where they are made.</summary>
    public static IEnumerable<(string Path, JsonObject Body)> Workloads()
    {
        var pod = Plain()["spec"]!.AsObject();
        pod["hostNetwork"] = true;
        var template = new JsonObject { ["metadata"] = JsonNode.Parse("""{"labels":{"app":"a"}}"""), ["spec"] = pod.DeepClone() };
        foreach (var (path, rest) in ((string, string)[])
            [
                ("apps/v1/namespaces/NS/deployments", """{"selector":{"matchLabels":{"app":"a"}}}"""), ("apps/v1/namespaces/NS/replicasets", """{"selector":{"matchLabels":{"app":"a"}}}"""),
                ("apps/v1/namespaces/NS/daemonsets", """{"selector":{"matchLabels":{"app":"a"}}}"""), ("apps/v1/namespaces/NS/statefulsets", """{"serviceName":"a","selector":{"matchLabels":{"app":"a"}}}"""), ("batch/v1/namespaces/NS/jobs", "{}"),
            ])
        {
            var spec = JsonNode.Parse(rest)!.AsObject();
            spec["template"] = template.DeepClone();
            if (path.EndsWith("/jobs", StringComparison.Ordinal)) spec["template"]!["spec"]!["restartPolicy"] = "Never";
            yield return (path, Named(spec));
            if (!path.EndsWith("/jobs", StringComparison.Ordinal)) continue;
            yield return ("batch/v1/namespaces/NS/cronjobs", Named(new JsonObject { ["schedule"] = "0 * * * *", ["jobTemplate"] = new JsonObject { ["spec"] = spec.DeepClone() } }));
        }
    }

    /// <summary>A pod that says nothing about security.</summary>
    public static JsonObject Plain() => JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"serviceAccountName":"runner","automountServiceAccountToken":false,"containers":[{"name":"c","image":"nginx"}]}}""")!.AsObject();

    private static JsonObject Named(JsonObject spec) => new() { ["metadata"] = new JsonObject { ["name"] = "a" }, ["spec"] = spec };

    private static JsonObject Pod() => new() { ["metadata"] = new JsonObject { ["name"] = "p" }, ["spec"] = JsonNode.Parse(Safe) };

    private static JsonObject WithVolumes(params string[] volumes)
    {
        var pod = Pod();
        pod["spec"]!["volumes"] = new JsonArray([.. volumes.Select((volume, i) => With(JsonNode.Parse(volume)!, $$"""{"name":"v{{i}}"}"""))]);
        return pod;
    }

    // A merge patch: what is null goes, lists are taken whole.
    private static JsonNode With(JsonNode target, string change) => Merge(target.AsObject(), JsonNode.Parse(change)!.AsObject());

    private static JsonObject Merge(JsonObject target, JsonObject change)
    {
        foreach (var (field, value) in change)
        {
            if (value is null) target.Remove(field);
            else if (value is JsonObject inner && target[field] is JsonObject there) Merge(there, inner);
            else target[field] = value.DeepClone();
        }

        return target;
    }
}
