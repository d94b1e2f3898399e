using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Roles;

/// <summary>
/// The roles that grants give: names, labels and rules of the ClusterRoles <c>role-template-…</c> that every member has. What a role may stands here alone; decisions and what
/// is written to members are both made from it. A role in a namespace changes neither the namespace itself nor its quotas, and sees nothing of the cluster. As in Kubernetes itself, roles and
/// bindings are for administrators: who edits or views sees none.
/// </summary>
internal static class RoleTemplates
{
    /// <summary>Everything in the cluster.</summary>
    public const string ClusterAdmin = "role-template-cluster-admin";

    /// <summary>What an editor of every namespace may, and to look at what has no namespace.</summary>
    public const string ClusterEdit = "role-template-cluster-edit";

    /// <summary>To look at everything but Secrets and who may what.</summary>
    public const string ClusterView = "role-template-cluster-view";

    /// <summary>Everything in a namespace, its rights included.</summary>
    public const string NamespaceAdmin = "role-template-ns-admin";

    /// <summary>To run things in a namespace.</summary>
    public const string NamespaceEdit = "role-template-ns-edit";

    /// <summary>To look at what runs in a namespace.</summary>
    public const string NamespaceView = "role-template-ns-view";

    /// <summary>Label of every template in a member, with the value <c>true</c>.</summary>
    public const string Label = "iam.kpanda.io/role-template";

    /// <summary>Beginning of the label that names one template, with the value <c>true</c>: <c>rbac.kpanda.io/role-template-ns-edit</c>.</summary>
    public const string NameLabelPrefix = "rbac.kpanda.io/";

    /// <summary>Annotation of what the platform made, with the value <see cref="Creator"/>.</summary>
    public const string CreatorAnnotation = "kpanda.io/creator";

    /// <summary>Value of <see cref="CreatorAnnotation"/>.</summary>
    public const string Creator = "system";

    /// <summary>The verbs that <c>*</c> stands for where one is to be taken away. None that gives rights away (<c>bind</c>, <c>escalate</c>, <c>impersonate</c>).</summary>
    public static readonly IReadOnlyList<string> Verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Browse = ["list", "watch"];
    private static readonly string[] Core = [""];

    private static readonly string[] Configuration = ["configmaps", "endpoints", "persistentvolumeclaims", "pods", "podtemplates", "replicationcontrollers", "serviceaccounts", "services"];

    private static readonly string[] Parts =
    [
        "persistentvolumeclaims/status", "pods/ephemeralcontainers", "pods/eviction", "pods/log", "pods/resize", "pods/status", "replicationcontrollers/scale", "replicationcontrollers/status", "services/status",
    ];

    private static readonly string[] OnlyRead = ["bindings", "events", "limitranges", "namespaces", "namespaces/status", "resourcequotas", "resourcequotas/status"];

    // Each by its name: what is named can be taken away again.
    private static readonly (string Group, string[] Resources)[] Workloads =
    [
        ("apps", ["controllerrevisions", .. Scaled("deployments", "replicasets", "statefulsets"), .. WithStatus("daemonsets")]),
        ("autoscaling", WithStatus("horizontalpodautoscalers")),
        ("autoscaling.k8s.io", ["verticalpodautoscalercheckpoints", .. WithStatus("verticalpodautoscalers")]),
        ("batch", WithStatus("cronjobs", "jobs")),
        ("discovery.k8s.io", ["endpointslices"]),
        ("extensions", [.. Scaled("deployments", "replicasets"), .. WithStatus("daemonsets", "ingresses")]),
        ("gateway.networking.k8s.io", WithStatus("gateways", "grpcroutes", "httproutes", "referencegrants", "tcproutes", "tlsroutes", "udproutes")),
        ("networking.k8s.io", WithStatus("ingresses")),
        ("policy", WithStatus("poddisruptionbudgets")),
        ("resource.k8s.io", ["resourceclaimtemplates", .. WithStatus("resourceclaims")]),
        ("snapshot.storage.k8s.io", WithStatus("volumesnapshots")),
    ];

    private static readonly (string Group, string[] Resources)[] Measurements = [("events.k8s.io", ["events"]), ("metrics.k8s.io", ["pods"])];

    private static readonly (string Group, string[] Resources)[] NetworkPolicies = [("extensions", ["networkpolicies"]), ("networking.k8s.io", ["networkpolicies"])];

    /// <summary>The templates as they are without anybody's changes, by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<PolicyRule>> BuiltIn { get; } = new Dictionary<string, IReadOnlyList<PolicyRule>>(StringComparer.Ordinal)
    {
        [ClusterAdmin] = [Rule(["*"], ["*"], ["*"]), Paths("*")],
        [ClusterEdit] = [.. EditRules(), .. ClusterReadRules(), Paths("get")],
        [ClusterView] = [.. ViewRules(), .. Rules(Read, NetworkPolicies), .. ClusterReadRules(), Paths("get")],
        [NamespaceAdmin] = [.. EditRules(), Rule(["update", "patch"], Core, ["namespaces"]), Rule(Verbs, ["rbac.authorization.k8s.io"], ["roles", "rolebindings"])],
        [NamespaceEdit] = EditRules(),
        [NamespaceView] = ViewRules(),
    };

    /// <summary>Whether a role is given in a whole cluster; otherwise in one namespace.</summary>
    public static bool IsOfCluster(string role) => role is ClusterAdmin or ClusterEdit or ClusterView;

    /// <summary>The label by which additions and subtractions name a template.</summary>
    public static string LabelOf(string role) => NameLabelPrefix + role;

    private static IReadOnlyList<PolicyRule> EditRules() =>
    [
        Rule(Verbs, Core, [.. Configuration, .. Parts, "secrets"]),
        Rule(Verbs, Core, ["pods/attach", "pods/exec", "pods/portforward", "serviceaccounts/token"]),
        Rule(Read, Core, OnlyRead),
        .. Rules(Verbs, [.. Workloads, .. NetworkPolicies]),
        .. Rules(Read, Measurements),
    ];

    private static IReadOnlyList<PolicyRule> ViewRules() =>
    [
        Rule(Read, Core, [.. Configuration, .. Parts, .. OnlyRead]),
        .. Rules(Read, [.. Workloads, .. Measurements]),

        // To know that they are there, not what they say.
        .. Rules(Browse, NetworkPolicies),
    ];

    private static IReadOnlyList<PolicyRule> ClusterReadRules() =>
    [
        Rule(Read, Core, ["componentstatuses", "nodes", "nodes/status", "persistentvolumes", "persistentvolumes/status"]),
        Rule(Read, ["apiextensions.k8s.io", "apiregistration.k8s.io", "flowcontrol.apiserver.k8s.io", "node.k8s.io", "scheduling.k8s.io", "storage.k8s.io"], ["*"]),
        Rule(Read, ["networking.k8s.io"], ["ingressclasses", "ipaddresses", "servicecidrs"]),
        Rule(Read, ["metrics.k8s.io"], ["nodes"]),
    ];

    private static IEnumerable<PolicyRule> Rules(IReadOnlyList<string> verbs, IEnumerable<(string Group, string[] Resources)> groups) => groups.Select(one => Rule(verbs, [one.Group], one.Resources));

    private static string[] WithStatus(params string[] resources) => [.. resources.SelectMany(static resource => new[] { resource, $"{resource}/status" })];

    private static string[] Scaled(params string[] resources) => [.. resources.SelectMany(static resource => new[] { resource, $"{resource}/scale", $"{resource}/status" })];

    private static PolicyRule Rule(IReadOnlyList<string> verbs, IReadOnlyList<string> groups, IReadOnlyList<string> resources) => new() { Verbs = verbs, ApiGroups = groups, Resources = resources };

    private static PolicyRule Paths(string verb) => new() { Verbs = [verb], NonResourceUrls = ["*"] };
}
