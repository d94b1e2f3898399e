namespace Kpanda.Kube;

/// <summary>
/// How to reach a member and prove who we are: what is left of a kubeconfig after the import policy. Plain data, so that it can be stored (encrypted)
/// and compared. Prints only its server: it holds secrets.
/// </summary>
public sealed record KubeConnection
{
    /// <summary>The server, <c>https</c>; a path prefix is kept.</summary>
    public required Uri Server { get; init; }

    /// <summary>PEM certificates that the server must chain to; empty for the system's roots.</summary>
    public string CertificateAuthorityPem { get; init; } = "";

    /// <summary>PEM client certificate with intermediates; empty for none.</summary>
    public string ClientCertificatePem { get; init; } = "";

    /// <summary>PEM private key of the client certificate; empty for none.</summary>
    public string ClientKeyPem { get; init; } = "";

    /// <summary>Bearer token; empty for none.</summary>
    public string BearerToken { get; init; } = "";

    /// <summary>Name that the server's certificate must carry, where it is not the URL's host; empty otherwise.</summary>
    public string TlsServerName { get; init; } = "";

    /// <summary>Whether the certificate is not checked at all. Only where a person accepted it in words.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary><c>http</c>, <c>https</c> or <c>socks5</c> proxy on the way; null for a direct connection.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The same way to the same member under another bearer token.</summary>
    public KubeConnection WithToken(string token) => new()
    {
        Server = Server,
        CertificateAuthorityPem = CertificateAuthorityPem,
        ClientCertificatePem = ClientCertificatePem,
        ClientKeyPem = ClientKeyPem,
        BearerToken = token,
        TlsServerName = TlsServerName,
        SkipTlsVerify = SkipTlsVerify,
        Proxy = Proxy,
    };

    /// <inheritdoc />
    public override string ToString() => Server.ToString();
}
