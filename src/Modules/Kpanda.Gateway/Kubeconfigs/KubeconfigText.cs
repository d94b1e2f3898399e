using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Kube;
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
    public static string Write(PublicAddress address, IReadOnlyList<string> clusters, string person, string token) =>
        Write([.. clusters.Select(cluster => Entry(cluster, "cluster", ClusterOf(address, cluster)))], clusters, person, token.Length > 0 ? new JsonObject { ["token"] = token } : []);

    /// <summary>A kubeconfig that leads straight to a member, the way the platform itself goes.</summary>
    /// <param name="connection">The way; what of it signs the platform in stays here.</param>
    /// <param name="cluster">Name of the member.</param>
    /// <param name="person">Name of the user.</param>
    /// <param name="certificate">The user's certificate and key.</param>
    public static string Write(KubeConnection connection, string cluster, string person, ClientCertificate certificate)
    {
        var server = new JsonObject { ["server"] = connection.Server.AbsoluteUri.TrimEnd('/') };
        if (connection.CertificateAuthorityPem.Length > 0) server["certificate-authority-data"] = Encoded(connection.CertificateAuthorityPem);
        if (connection.TlsServerName.Length > 0) server["tls-server-name"] = connection.TlsServerName;
        if (connection.SkipTlsVerify) server["insecure-skip-tls-verify"] = true;
        var user = new JsonObject { ["client-certificate-data"] = Encoded(certificate.Certificate), ["client-key-data"] = Encoded(certificate.Key) };
        return Write([Entry(cluster, "cluster", server)], [cluster], person, user);
    }

    private static string Write(JsonNode[] servers, IReadOnlyList<string> clusters, string person, JsonObject user)
    {
        var root = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = clusters[0],
            ["clusters"] = new JsonArray(servers),
            ["contexts"] = new JsonArray([.. clusters.Select(cluster => Entry(cluster, "context", new JsonObject { ["cluster"] = cluster, ["user"] = person }))]),
            ["users"] = new JsonArray(Entry(person, "user", user)),
        };
        return YamlWriter.Write(root);
    }

    private static JsonObject ClusterOf(PublicAddress address, string cluster)
    {
        var entry = new JsonObject { ["server"] = $"{address.Url}/k8s/clusters/{cluster}" };
        if (address.AuthorityPem.Length > 0) entry["certificate-authority-data"] = Encoded(address.AuthorityPem);
        return entry;
    }

    private static string Encoded(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));

    private static JsonNode Entry(string name, string field, JsonObject value) => new JsonObject { ["name"] = name, [field] = value };
}
