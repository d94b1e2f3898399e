namespace Kpanda.Integration.Tests.Published;

/// <summary>Small objects of many kinds. What lives in the walk's namespace is called <c>walk</c>, what does not is called as the namespace, so that it does not meet anybody else's.</summary>
internal static class Manifests
{
    private const string Container = "containers: [{name: web, image: \"nginx:1.29\", envFrom: [{configMapRef: {name: walk}}, {secretRef: {name: walk}}]}]";
    private const string Pod = $"metadata: {{labels: {{app: walk}}}}, spec: {{{Container}}}";
    private const string Target = "{apiVersion: apps/v1, kind: Deployment, name: walk}";

    private static readonly Dictionary<string, (string ApiVersion, string Kind, string Body)> Bodies = new(StringComparer.Ordinal)
    {
        ["namespaces"] = ("v1", "Namespace", ""),
        ["pods"] = ("v1", "Pod", $"spec: {{nodeName: $NS, terminationGracePeriodSeconds: 0, {Container}}}"),
        ["deployments"] = ("apps/v1", "Deployment", $"spec: {{replicas: 1, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["replicasets"] = ("apps/v1", "ReplicaSet", $"spec: {{replicas: 0, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["statefulsets"] = ("apps/v1", "StatefulSet", $"spec: {{replicas: 1, serviceName: walk, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["daemonsets"] = ("apps/v1", "DaemonSet", $"spec: {{selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["jobs"] = ("batch/v1", "Job", $"spec: {{template: {{spec: {{restartPolicy: Never, {Container}}}}}}}"),
        ["cronjobs"] = ("batch/v1", "CronJob", $"spec: {{schedule: \"0 0 1 1 *\", jobTemplate: {{spec: {{template: {{spec: {{restartPolicy: Never, {Container}}}}}}}}}}}"),
        ["configmaps"] = ("v1", "ConfigMap", "data: {colour: blue}"),
        ["secrets"] = ("v1", "Secret", "stringData: {word: blue}"),
        ["services"] = ("v1", "Service", "spec: {selector: {app: walk}, ports: [{port: 80}]}"),
        ["ingresses"] = ("networking.k8s.io/v1", "Ingress", "spec: {ingressClassName: $NS, defaultBackend: {service: {name: walk, port: {number: 80}}}}"),
        ["networkpolicies"] = ("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]}"),
        ["limitranges"] = ("v1", "LimitRange", "spec: {limits: [{type: Container, max: {cpu: \"2\"}}]}"),
        ["resourcequotas"] = ("v1", "ResourceQuota", "spec: {hard: {pods: \"50\"}}"),
        ["serviceaccounts"] = ("v1", "ServiceAccount", ""),
        ["persistentvolumeclaims"] = ("v1", "PersistentVolumeClaim", "spec: {storageClassName: $NS, volumeName: $NS, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"),
        ["horizontalpodautoscalers"] = ("autoscaling/v2", "HorizontalPodAutoscaler",
            $"spec: {{maxReplicas: 2, scaleTargetRef: {Target}, metrics: [{{type: Resource, resource: {{name: cpu, target: {{type: Utilization, averageUtilization: 80}}}}}}]}}"),
        ["verticalpodautoscalers"] = ("autoscaling.k8s.io/v1", "VerticalPodAutoscaler",
            $"spec: {{targetRef: {Target}, updatePolicy: {{updateMode: \"Off\"}}, resourcePolicy: {{containerPolicies: [{{containerName: web, mode: Auto, controlledResources: [cpu], controlledValues: RequestsOnly, minAllowed: {{cpu: 10m}}}}]}}}}"),
        ["cronhorizontalpodautoscalers"] = ("autoscaling.alibabacloud.com/v1beta1", "CronHorizontalPodAutoscaler",
            $"spec: {{scaleTargetRef: {Target}, excludeDates: [\"* * * 1 1 *\"], jobs: [{{name: night, schedule: \"0 0 22 31 12 *\", targetSize: 1, runOnce: false}}]}}"),
        ["volumesnapshots"] = ("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "spec: {volumeSnapshotClassName: walk, source: {persistentVolumeClaimName: walk}}"),
        ["roles"] = ("rbac.authorization.k8s.io/v1", "Role", "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]"),
        ["clusterroles"] = ("rbac.authorization.k8s.io/v1", "ClusterRole", "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]"),
        ["persistentvolumes"] = ("v1", "PersistentVolume", "spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: $NS, hostPath: {path: /mnt}}"),
        ["storageclasses"] = ("storage.k8s.io/v1", "StorageClass", "provisioner: example.com/none\nallowVolumeExpansion: true"),
    };

    /// <summary>The kinds with the usual routes, and whether they live in namespaces; a kind comes before those that need it.</summary>
    public static IReadOnlyList<(string Segment, bool IsNamespaced)> Kinds { get; } =
    [
        ("storageclasses", false), ("persistentvolumes", false), ("clusterroles", false),
        ("configmaps", true), ("secrets", true), ("services", true), ("ingresses", true), ("networkpolicies", true), ("limitranges", true), ("resourcequotas", true), ("serviceaccounts", true),
        ("persistentvolumeclaims", true), ("horizontalpodautoscalers", true), ("verticalpodautoscalers", true), ("cronhorizontalpodautoscalers", true), ("volumesnapshots", true), ("roles", true),
    ];

    /// <summary>The kinds that run pods.</summary>
    public static IReadOnlyList<string> Workloads { get; } = ["deployments", "statefulsets", "daemonsets", "cronjobs", "jobs"];

    /// <summary>Kinds of our own, one in namespaces and one not.</summary>
    public static IReadOnlyList<(string Plural, bool IsNamespaced)> CustomKinds { get; } = [("walks", true), ("rounds", false)];

    /// <summary>Definitions of kinds that a plain cluster does not serve, by name.</summary>
    public static IReadOnlyDictionary<string, string> Definitions { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "definitions.yaml"))
        .Split("\n---\n").ToDictionary(text => text.Split("name: ")[1].Split(['\n', '}'])[0].Trim());

    public static string Of(string segment, string ns)
    {
        var (apiVersion, kind, rest) = Bodies[segment];
        var isNamespaced = segment != "namespaces" && Kinds.All(known => known.Segment != segment || known.IsNamespaced);
        return $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {(isNamespaced ? "walk" : ns)}}}\n{rest.Replace("$NS", ns, StringComparison.Ordinal)}\n";
    }

    public static string Group(string ns) => $"{ns}.kpanda.test";

    public static string DefinitionName(string plural, string ns) => $"{plural}.{Group(ns)}";

    public static string Definition(string plural, bool isNamespaced, string ns) => $$$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: {{{{DefinitionName(plural, ns)}}}}}
        spec:
          group: {{{{Group(ns)}}}}
          scope: {{{{(isNamespaced ? "Namespaced" : "Cluster")}}}}
          names: {plural: {{{{plural}}}}, singular: {{{{plural[..^1]}}}}, kind: {{{{KindOf(plural)}}}}}
          versions:
            - name: v1
              served: true
              storage: true
              subresources: {status: {}}
              schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
        """;

    public static string Custom(string plural, string ns) => $"apiVersion: {Group(ns)}/v1\nkind: {KindOf(plural)}\nmetadata: {{name: walk}}\nspec: {{size: 1}}\n";

    private static string KindOf(string plural) => char.ToUpperInvariant(plural[0]) + plural[1..^1];
}
