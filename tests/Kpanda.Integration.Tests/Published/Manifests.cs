namespace Kpanda.Integration.Tests.Published;

/// <summary>Small objects of many kinds.</summary>
internal static class Manifests
{
    private const string Pod = "metadata: {labels: {app: walk}}, spec: {containers: [{name: web, image: \"nginx:1.29\"}]}";

    private static readonly Dictionary<string, (string ApiVersion, string Kind, string Body)> Bodies = new(StringComparer.Ordinal)
    {
        ["namespaces"] = ("v1", "Namespace", ""),
        ["pods"] = ("v1", "Pod", "spec: {containers: [{name: web, image: \"nginx:1.29\"}]}"),
        ["deployments"] = ("apps/v1", "Deployment", $"spec: {{replicas: 1, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["replicasets"] = ("apps/v1", "ReplicaSet", $"spec: {{replicas: 0, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["statefulsets"] = ("apps/v1", "StatefulSet", $"spec: {{replicas: 1, serviceName: walk, selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["daemonsets"] = ("apps/v1", "DaemonSet", $"spec: {{selector: {{matchLabels: {{app: walk}}}}, template: {{{Pod}}}}}"),
        ["jobs"] = ("batch/v1", "Job", "spec: {template: {spec: {restartPolicy: Never, containers: [{name: web, image: \"nginx:1.29\"}]}}}"),
        ["cronjobs"] = ("batch/v1", "CronJob", "spec: {schedule: \"0 0 1 1 *\", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: web, image: \"nginx:1.29\"}]}}}}}"),
        ["configmaps"] = ("v1", "ConfigMap", "data: {colour: blue}"),
        ["secrets"] = ("v1", "Secret", "stringData: {word: blue}"),
        ["services"] = ("v1", "Service", "spec: {selector: {app: walk}, ports: [{port: 80}]}"),
        ["ingresses"] = ("networking.k8s.io/v1", "Ingress", "spec: {defaultBackend: {service: {name: walk, port: {number: 80}}}}"),
        ["networkpolicies"] = ("networking.k8s.io/v1", "NetworkPolicy", "spec: {podSelector: {}}"),
        ["limitranges"] = ("v1", "LimitRange", "spec: {limits: [{type: Container, max: {cpu: \"2\"}}]}"),
        ["resourcequotas"] = ("v1", "ResourceQuota", "spec: {hard: {pods: \"50\"}}"),
        ["serviceaccounts"] = ("v1", "ServiceAccount", ""),
        ["persistentvolumeclaims"] = ("v1", "PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"),
        ["horizontalpodautoscalers"] = ("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: walk}}"),
        ["verticalpodautoscalers"] = ("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", "spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: walk}}"),
        ["cronhorizontalpodautoscalers"] = ("autoscaling.alibabacloud.com/v1beta1", "CronHorizontalPodAutoscaler", "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: walk}, jobs: []}"),
        ["volumesnapshots"] = ("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "spec: {source: {persistentVolumeClaimName: walk}}"),
        ["roles"] = ("rbac.authorization.k8s.io/v1", "Role", "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]"),
        ["clusterroles"] = ("rbac.authorization.k8s.io/v1", "ClusterRole", "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]"),
        ["persistentvolumes"] = ("v1", "PersistentVolume", "spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: none, hostPath: {path: /mnt}}"),
        ["storageclasses"] = ("storage.k8s.io/v1", "StorageClass", "provisioner: example.com/none"),
    };

    /// <summary>The kinds with the usual routes, and whether they live in namespaces.</summary>
    public static IReadOnlyList<(string Segment, bool IsNamespaced)> Kinds { get; } =
    [
        ("configmaps", true), ("secrets", true), ("services", true), ("ingresses", true), ("networkpolicies", true), ("limitranges", true), ("resourcequotas", true), ("serviceaccounts", true),
        ("persistentvolumeclaims", true), ("horizontalpodautoscalers", true), ("verticalpodautoscalers", true), ("cronhorizontalpodautoscalers", true), ("volumesnapshots", true), ("roles", true),
        ("clusterroles", false), ("persistentvolumes", false), ("storageclasses", false),
    ];

    /// <summary>Kinds of our own, one in namespaces and one not.</summary>
    public static IReadOnlyList<(string Plural, bool IsNamespaced)> CustomKinds { get; } = [("walks", true), ("rounds", false)];

    /// <summary>The name of an object: what is not in the walk's namespace must not meet anybody else's.</summary>
    public static string NameIn(string segment, string ns) => Kinds.First(kind => kind.Segment == segment).IsNamespaced ? "walk" : ns;

    public static string Of(string segment, string name)
    {
        var (apiVersion, kind, rest) = Bodies[segment];
        return $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}}}\n{rest}\n";
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
