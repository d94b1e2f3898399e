using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules;

/// <summary>What every cluster has before anybody does anything: namespaces, the bootstrap roles, and the service of the API itself.</summary>
internal static class Bootstrap
{
    private static readonly GroupResource ApiServices = new("apiregistration.k8s.io", "apiservices");

    // In which order clients should prefer the groups.
    private static readonly Dictionary<string, int> GroupPriorities = new(StringComparer.Ordinal)
    {
        [""] = 18_000,
        ["apps"] = 17_800,
        ["events.k8s.io"] = 17_750,
        ["authentication.k8s.io"] = 17_700,
        ["authorization.k8s.io"] = 17_600,
        ["autoscaling"] = 17_500,
        ["batch"] = 17_400,
        ["certificates.k8s.io"] = 17_300,
        ["networking.k8s.io"] = 17_200,
        ["extensions"] = 17_150,
        ["policy"] = 17_100,
        ["rbac.authorization.k8s.io"] = 17_000,
        ["storage.k8s.io"] = 16_800,
        ["admissionregistration.k8s.io"] = 16_700,
        ["apiextensions.k8s.io"] = 16_700,
        ["scheduling.k8s.io"] = 16_600,
        ["coordination.k8s.io"] = 16_500,
        ["node.k8s.io"] = 16_300,
        ["flowcontrol.apiserver.k8s.io"] = 16_100,
    };

    private static readonly Lazy<JsonObject> Roles = new(ReadRoles);

    public static void Fill(SandboxCluster cluster)
    {
        foreach (var name in (ReadOnlySpan<string>)["default", "kube-node-lease", "kube-public", "kube-system"])
            cluster.Store.Create(BuiltIn.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        foreach (var (resource, items) in Roles.Value)
        {
            foreach (var item in items!.AsArray())
                cluster.Store.Create(new GroupResource("rbac.authorization.k8s.io", resource), (JsonObject)item!.DeepClone());
        }

        cluster.Store.Create(BuiltIn.Services, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "kubernetes",
                ["namespace"] = "default",
                ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
            },
            ["spec"] = new JsonObject
            {
                ["clusterIP"] = FirstAddress(cluster.Options.ServiceRange),
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = 6443 }),
            },
        });
        foreach (var (group, version) in FactTable.For(cluster.Minor).Kinds.Select(k => (k.Gvr.Group, k.Gvr.Version)).Distinct().Where(v => v.Group != ApiServices.Group)) ApiService(cluster, group, version);
        PriorityClass(cluster, "system-cluster-critical", 2_000_000_000);
        PriorityClass(cluster, "system-node-critical", 2_000_001_000);
    }

    private static void ApiService(SandboxCluster cluster, string group, string version) =>
        cluster.Store.Create(ApiServices, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{version}.{group}", ["labels"] = new JsonObject { ["kube-aggregator.kubernetes.io/automanaged"] = "onstart" } },
            ["spec"] = new JsonObject
            {
                ["group"] = group.Length == 0 ? null : group,
                ["version"] = version,
                ["groupPriorityMinimum"] = GroupPriorities.GetValueOrDefault(group, 16_200),
                ["versionPriority"] = VersionPriority(group, version),
            },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Available",
                    ["status"] = "True",
                    ["lastTransitionTime"] = KubeJson.Timestamp(cluster.Time.GetUtcNow()),
                    ["reason"] = "Local",
                    ["message"] = "Local APIServices are always available",
                }),
            },
        });

    private static int VersionPriority(string group, string version) => (group, version) switch
    {
        ("", _) => 1,
        ("autoscaling", "v2") => 30,
        ("resource.k8s.io" or "flowcontrol.apiserver.k8s.io", "v1") => 21,
        (_, "v1") => 15,
        _ => 9,
    };

    private static void PriorityClass(SandboxCluster cluster, string name, int value) =>
        cluster.Store.Create(BuiltIn.PriorityClasses, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["value"] = value });

    private static string FirstAddress(string range)
    {
        var address = range.Split('/')[0];
        return address[..address.LastIndexOf('.')] + ".1";
    }

    private static JsonObject ReadRoles()
    {
        using var stream = typeof(Bootstrap).Assembly.GetManifestResourceStream("bootstrap-roles.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
