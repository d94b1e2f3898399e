using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Access;

/// <summary>Who a request comes from: its client certificate, else its bearer token, else nobody in particular; and whom they ask to be.</summary>
internal static class Authentication
{
    private const string Extra = "Impersonate-Extra-";

    public static (SandboxUser? User, KubeStatus? Failure) Identify(SandboxCluster cluster, HttpRequest request)
    {
        var token = Token(request);
        var user = ByCertificate(cluster, request) ?? (token.Length > 0 ? cluster.Tokens.Find(token) : null);

        // Credentials that do not count make nobody anonymous.
        if (user is null && cluster.Options.Anonymous && token.Length == 0 && request.HttpContext.Connection.ClientCertificate is null) user = SandboxUser.Anonymous;
        return user is null ? (null, Failure.Unauthorized) : Impersonate(cluster, request, user);
    }

    private static SandboxUser? ByCertificate(SandboxCluster cluster, HttpRequest request)
    {
        if (request.HttpContext.Connection.ClientCertificate is not { } shown || cluster.ClientAuthority.Identify(shown, cluster.Time.GetUtcNow()) is not { } user) return null;
        if (cluster.Minor < ClusterVersion.CertificateUids) user = user with { Uid = "" };
        if (cluster.Minor < ClusterVersion.CertificateIds) return user;
        return user with { Extra = new Dictionary<string, IReadOnlyList<string>> { [SandboxUser.CredentialId] = ["X509SHA256=" + shown.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant()] } };
    }

    // Empty where there is none.
    private static string Token(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
    }

    private static (SandboxUser? User, KubeStatus? Failure) Impersonate(SandboxCluster cluster, HttpRequest request, SandboxUser user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        var groups = request.Headers["Impersonate-Group"].Where(g => g is not null).Select(g => g!).ToList();
        var uid = request.Headers["Impersonate-Uid"].ToString();
        var extra = request.Headers.Where(h => h.Key.StartsWith(Extra, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => Uri.UnescapeDataString(h.Key[Extra.Length..].ToLowerInvariant()), h => (IReadOnlyList<string>)[.. h.Value.Select(v => v ?? "")]);
        if (name.Length == 0 && groups.Count == 0 && uid.Length == 0 && extra.Count == 0) return (user, null);
        if (name.Length == 0)
        {
            return (null, Failure.BadRequest(
                $"requested &user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:[]string{{{string.Join(", ", groups.Select(g => $"\"{g}\""))}}}, Extra:map[string][]string(nil)}} without impersonating a user name"));
        }

        if (Impersonation.Refuses(cluster, user, name, groups, uid, extra) is { } refused) return (null, refused);
        return (Impersonation.User(name, groups, uid, extra), null);
    }
}
