using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Access;

/// <summary>Who a service account is to the API server.</summary>
internal static class ServiceAccountUser
{
    /// <summary>How the names of service accounts begin.</summary>
    public const string Prefix = "system:serviceaccount:";

    public static SandboxUser Of(string ns, string name, string uid) =>
        new($"{Prefix}{ns}:{name}", ["system:serviceaccounts", "system:serviceaccounts:" + ns, "system:authenticated"]) { Uid = uid };

    /// <summary>Makes a token for a service account that counts until a time of the cluster's clock, and while the account is there, and what it is bound to.</summary>
    public static string Issue(SandboxCluster cluster, string ns, string name, string uid, IReadOnlyList<string> audiences, DateTimeOffset expires, TokenBinding? bound = null)
    {
        Dictionary<string, IReadOnlyList<string>> extra = new(StringComparer.Ordinal);
        if (cluster.Minor >= ClusterVersion.TokenIds) extra[SandboxUser.CredentialId] = [$"JTI={ObjectStore.NewUid()}"];
        foreach (var (fact, value) in bound?.Facts(cluster) ?? []) extra[fact] = [value];
        var user = Of(ns, name, uid) with { Extra = extra };
        return cluster.Tokens.Issue(user, audiences, Problem);

        string? Problem()
        {
            if (cluster.Time.GetUtcNow() >= expires) return "service account token has expired";
            return cluster.Store.Get(BuiltIn.ServiceAccounts, ns, name) switch
            {
                null => $"serviceaccounts \"{name}\" not found",
                { Uid: var now } when now != uid => $"service account UID ({now}) does not match claim ({uid})",
                _ => bound?.Problem(cluster),
            };
        }
    }
}
