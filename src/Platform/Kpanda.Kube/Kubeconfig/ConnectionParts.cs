using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kpanda.Kube.Kubeconfig;

/// <summary>Checks the cluster and the user of the chosen context, part by part.</summary>
internal sealed class ConnectionParts(KubeconfigPolicy policy, DateTimeOffset now)
{
    private const int MaxTokenLength = 32 * 1024;

    private static readonly string[] ClusterKeys =
        ["server", "certificate-authority-data", "tls-server-name", "insecure-skip-tls-verify", "proxy-url", "disable-compression", "extensions"];

    private static readonly string[] UserKeys = ["client-certificate-data", "client-key-data", "token", "extensions"];

    // Known and refused, each with words of its own.
    private static readonly (string Key, string Reason)[] RefusedClusterKeys = [("certificate-authority", "kubeconfig.file")];

    private static readonly (string Key, string Reason)[] RefusedUserKeys =
    [
        ("exec", "kubeconfig.exec"), ("auth-provider", "kubeconfig.authprovider"), ("tokenFile", "kubeconfig.file"), ("client-certificate", "kubeconfig.file"),
        ("client-key", "kubeconfig.file"), ("username", "kubeconfig.password"), ("password", "kubeconfig.password"), ("as", "kubeconfig.impersonation"),
        ("as-uid", "kubeconfig.impersonation"), ("as-groups", "kubeconfig.impersonation"), ("as-user-extra", "kubeconfig.impersonation"),
    ];

    public ImportedKubeconfig Read(string context, Section cluster, Section user)
    {
        Refuse(cluster, RefusedClusterKeys, ClusterKeys);
        Refuse(user, RefusedUserKeys, UserKeys);
        var insecure = cluster.Flag("insecure-skip-tls-verify");
        if (insecure && !policy.AllowInsecure) throw RefusedException.At(cluster.PathOf("insecure-skip-tls-verify"), "kubeconfig.insecure");
        var certificate = Pem(user, "client-certificate-data");
        var key = Pem(user, "client-key-data");
        var token = Token(user);
        if (certificate.Length == 0 && key.Length > 0) throw RefusedException.At(user.PathOf("client-certificate-data"), "kubeconfig.field.missing");
        if (certificate.Length > 0 && key.Length == 0) throw RefusedException.At(user.PathOf("client-key-data"), "kubeconfig.field.missing");
        if (certificate.Length == 0 && token.Length == 0) throw RefusedException.At(user.PathOf("token"), "kubeconfig.credential.missing");
        var connection = new KubeConnection
        {
            Server = Server(cluster),
            CertificateAuthorityPem = Authorities(cluster),
            ClientCertificatePem = certificate,
            ClientKeyPem = key,
            BearerToken = token,
            TlsServerName = ServerName(cluster),
            SkipTlsVerify = insecure,
            Proxy = Proxy(cluster),
        };
        return new(connection, context, Earliest(CertificateExpiry(user, certificate, key), TokenExpiry(user, token)));
    }

    private static void Refuse(Section section, (string Key, string Reason)[] refused, string[] known)
    {
        foreach (var (key, reason) in refused)
        {
            if (section.Has(key)) throw RefusedException.At(section.PathOf(key), reason);
        }

        section.AllowOnly(known.Concat(refused.Select(one => one.Key)));
    }

    private static Uri Server(Section cluster)
    {
        var field = cluster.PathOf("server");
        var text = cluster.Text("server");
        if (string.IsNullOrWhiteSpace(text)) throw RefusedException.At(field, "kubeconfig.server.missing");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Host.Length == 0) throw RefusedException.At(field, "kubeconfig.server.url");
        if (server.Scheme != Uri.UriSchemeHttps) throw RefusedException.At(field, "kubeconfig.server.https");
        if (server.UserInfo.Length > 0 || server.Query.Length > 0 || server.Fragment.Length > 0) throw RefusedException.At(field, "kubeconfig.server.parts");
        return server;
    }

    private Uri? Proxy(Section cluster)
    {
        if (!cluster.Has("proxy-url")) return null;
        var field = cluster.PathOf("proxy-url");
        if (!policy.AllowProxy) throw RefusedException.At(field, "kubeconfig.proxy");
        if (!Uri.TryCreate(cluster.Text("proxy-url"), UriKind.Absolute, out var proxy) || proxy.Host.Length == 0) throw RefusedException.At(field, "kubeconfig.server.url");
        return proxy.Scheme is "http" or "https" or "socks5" ? proxy : throw RefusedException.At(field, "kubeconfig.proxy.scheme", Section.Short(proxy.Scheme));
    }

    private static string ServerName(Section cluster)
    {
        var name = cluster.Text("tls-server-name") ?? "";
        if (name.Length == 0 || Uri.CheckHostName(name) != UriHostNameType.Unknown) return name;
        throw RefusedException.At(cluster.PathOf("tls-server-name"), "kubeconfig.servername");
    }

    private static string Authorities(Section cluster)
    {
        var pem = Pem(cluster, "certificate-authority-data");
        if (pem.Length == 0) return pem;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
            if (authorities.Count > 0) return pem;
        }
        catch (CryptographicException)
        {
            // Said below.
        }
        finally
        {
            foreach (var authority in authorities) authority.Dispose();
        }

        throw RefusedException.At(cluster.PathOf("certificate-authority-data"), "kubeconfig.certificate");
    }

    private static string Pem(Section section, string key)
    {
        var text = section.Text(key);
        if (string.IsNullOrEmpty(text)) return "";
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) throw RefusedException.At(section.PathOf(key), "kubeconfig.base64");
        var pem = Encoding.ASCII.GetString(bytes, 0, length);
        return pem.Contains("-----BEGIN ", StringComparison.Ordinal) ? pem : throw RefusedException.At(section.PathOf(key), "kubeconfig.pem");
    }

    private static string Token(Section user)
    {
        var token = (user.Text("token") ?? "").Trim();
        if (token.Length > MaxTokenLength || token.Any(c => c is <= ' ' or >= '\x7f')) throw RefusedException.At(user.PathOf("token"), "kubeconfig.token");
        return token;
    }

    private DateTimeOffset? CertificateExpiry(Section user, string certificatePem, string keyPem)
    {
        if (certificatePem.Length == 0) return null;
        var field = user.PathOf("client-certificate-data");
        DateTimeOffset expires;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            expires = certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw RefusedException.At(field, "kubeconfig.keypair");
        }

        return expires > now ? expires : throw RefusedException.At(field, "kubeconfig.expired", $"{expires:u}");
    }

    private DateTimeOffset? TokenExpiry(Section user, string token)
    {
        var expires = JwtExpiry.Of(token);
        return expires is null || expires > now ? expires : throw RefusedException.At(user.PathOf("token"), "kubeconfig.expired", $"{expires:u}");
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? first, DateTimeOffset? second) => first is null || second < first ? second ?? first : first;
}
