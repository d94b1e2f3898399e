using System.Buffers.Text;
using System.Text;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Streams;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Access;

/// <summary>Who a request comes from: its client certificate, else its bearer token, else nobody in particular; and whom they ask to be.</summary>
internal static class Authentication
{
    private const string Extra = "Impersonate-Extra-";
    private const string BearerProtocol = "base64url.bearer.authorization.k8s.io.";

    /// <param name="cluster">The cluster that is asked.</param>
    /// <param name="request">The request.</param>
    /// <param name="what">What it is about: whom somebody may be can depend on it.</param>
    public static (SandboxUser? User, KubeStatus? Failure) Identify(SandboxCluster cluster, HttpRequest request, AccessAttributes what)
    {
        var token = Token(request);
        var user = ByCertificate(cluster, request) ?? (token.Length > 0 ? cluster.Tokens.Find(token) : null);

        // Credentials that do not count make nobody anonymous.
        if (user is null && cluster.Options.Anonymous && token.Length == 0 && request.HttpContext.Connection.ClientCertificate is null) user = SandboxUser.Anonymous;
        return user is null ? (null, Failure.Unauthorized) : Impersonate(cluster, request, user, what);
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
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header[7..].Trim();
        return Upgrade.WantsWebSocket(request) ? OfProtocols(request) : "";
    }

    // Pages in browsers can send no headers with a WebSocket: they name the token among the protocols, and another that is meant.
    private static string OfProtocols(HttpRequest request)
    {
        var named = request.Headers.SecWebSocketProtocol.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)).ToList();
        if (named.Find(protocol => protocol.StartsWith(BearerProtocol, StringComparison.Ordinal)) is not { } shown) return "";

        // What is no token, or stands alone, counts as a wrong one.
        if (named.Count < 2) return shown;
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(shown.AsSpan(BearerProtocol.Length)));
        }
        catch (FormatException)
        {
            return shown;
        }
    }

    private static (SandboxUser? User, KubeStatus? Failure) Impersonate(SandboxCluster cluster, HttpRequest request, SandboxUser user, AccessAttributes what)
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
                $"requested &user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:{Go(groups)}, Extra:map[string][]string{Facts()}}} without impersonating a user name"));
        }

        return cluster.Impersonation.As(user, new SandboxUser(name, groups) { Uid = uid, Extra = extra }, what);

        static string Go(IReadOnlyList<string> words) => words.Count == 0 ? "[]string(nil)" : $"[]string{{{string.Join(", ", words.Select(word => $"\"{word}\""))}}}";
        string Facts() => extra.Count == 0 ? "(nil)" : $"{{{string.Join(", ", extra.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"\"{fact.Key}\":{Go(fact.Value)}"))}}}";
    }
}
