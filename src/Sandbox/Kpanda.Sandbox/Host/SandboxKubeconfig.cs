using System.Text;

namespace Kpanda.Sandbox.Host;

/// <summary>Writes kubeconfigs: everything inline, so that the text alone opens the cluster.</summary>
public static class SandboxKubeconfig
{
    /// <summary>A kubeconfig for one cluster. <paramref name="server"/> is https; names are the cluster's own.</summary>
    public static string Write(string cluster, string server, string authorityPem, string token)
    {
        var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem));
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: {cluster}
              cluster:
                server: {server}
                certificate-authority-data: {authority}
            contexts:
            - name: {cluster}
              context:
                cluster: {cluster}
                user: {cluster}-admin
            current-context: {cluster}
            users:
            - name: {cluster}-admin
              user:
                token: {token}

            """;
    }
}
