using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>Writes kubeconfigs: a cluster and a context for each member, one user for all of them.</summary>
internal static class KubeconfigText
{
    /// <summary>A kubeconfig whose clusters are reached through the platform.</summary>
    /// <param name="address">Where the platform is.</param>
    /// <param name="clusters">Names of the members; the first is the current one.</param>
    /// <param name="person">Name of the user.</param>
    /// <param name="token">The user's token; empty to leave that to its owner.</param>
    public static string Write(PublicAddress address, IReadOnlyList<string> clusters, string person, string token)
    {
        var root = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = clusters[0],
            ["clusters"] = new JsonArray([.. clusters.Select(cluster => Entry(cluster, "cluster", ClusterOf(address, cluster)))]),
            ["contexts"] = new JsonArray([.. clusters.Select(cluster => Entry(cluster, "context", new JsonObject { ["cluster"] = cluster, ["user"] = person }))]),
            ["users"] = new JsonArray(Entry(person, "user", token.Length > 0 ? new JsonObject { ["token"] = token } : [])),
        };
        return YamlWriter.Write(root);
    }

    private static JsonObject ClusterOf(PublicAddress address, string cluster)
    {
        var entry = new JsonObject { ["server"] = $"{address.Url}/k8s/clusters/{cluster}" };
        if (address.AuthorityPem.Length > 0) entry["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(address.AuthorityPem));
        return entry;
    }

    private static JsonNode Entry(string name, string field, JsonObject value) => new JsonObject { ["name"] = name, [field] = value };
}
