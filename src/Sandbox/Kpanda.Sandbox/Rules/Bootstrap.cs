using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Rules;

/// <summary>What every cluster has before anybody does anything: namespaces, the bootstrap roles, and the service of the API itself.</summary>
internal static class Bootstrap
{
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
        PriorityClass(cluster, "system-cluster-critical", 2_000_000_000);
        PriorityClass(cluster, "system-node-critical", 2_000_001_000);
    }

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
