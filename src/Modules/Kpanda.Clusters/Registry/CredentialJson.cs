using System.Text.Json;
using Kpanda.Kube;

namespace Kpanda.Clusters.Registry;

/// <summary>How a credential is written before it is sealed. Names are short-lived nowhere: they are part of the stored form.</summary>
internal sealed record CredentialJson(
    string Server,
    string Authority,
    string Certificate,
    string Key,
    string Token,
    string ServerName,
    bool SkipVerify,
    string? Proxy)
{
    public static byte[] Write(KubeConnection connection) => JsonSerializer.SerializeToUtf8Bytes(new CredentialJson(
        connection.Server.OriginalString,
        connection.CertificateAuthorityPem,
        connection.ClientCertificatePem,
        connection.ClientKeyPem,
        connection.BearerToken,
        connection.TlsServerName,
        connection.SkipTlsVerify,
        connection.Proxy?.OriginalString));

    public static KubeConnection Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize<CredentialJson>(json) ?? throw new InvalidDataException("A stored credential is empty.");
        return new KubeConnection
        {
            Server = new Uri(stored.Server),
            CertificateAuthorityPem = stored.Authority,
            ClientCertificatePem = stored.Certificate,
            ClientKeyPem = stored.Key,
            BearerToken = stored.Token,
            TlsServerName = stored.ServerName,
            SkipTlsVerify = stored.SkipVerify,
            Proxy = stored.Proxy is null ? null : new Uri(stored.Proxy),
        };
    }
}
