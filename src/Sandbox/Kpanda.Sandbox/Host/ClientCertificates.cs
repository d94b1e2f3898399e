using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Sandbox.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Kpanda.Sandbox.Host;

/// <summary>Lets the clients of a listener show certificates that simulated clusters have signed.</summary>
public static class ClientCertificates
{
    // Only its name is sent.
    private static readonly Lazy<X509Certificate2> Named = new(MakeNamed);

    /// <summary>
    /// Asks each client for a certificate, and names the authority whose certificates count, so that browsers with others do not trouble people. None is
    /// refused here: a cluster judges those that requests to it come with.
    /// </summary>
    public static void Ask(HttpsConnectionAdapterOptions https)
    {
        var contexts = new ConcurrentDictionary<string, SslStreamCertificateContext>(StringComparer.Ordinal);
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
        https.OnAuthenticate = (connection, options) =>
        {
            options.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            var certificate = https.ServerCertificateSelector?.Invoke(connection, null) ?? https.ServerCertificate;
            if (certificate is null) return;
            options.ServerCertificateSelectionCallback = null;
            options.ServerCertificateContext = contexts.GetOrAdd(certificate.Thumbprint, _ => Context(certificate));
        };
    }

    private static SslStreamCertificateContext Context(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, null, offline: true, SslCertificateTrust.CreateForX509Collection([Named.Value], sendTrustInHandshake: true));

    private static X509Certificate2 MakeNamed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(ClientAuthority.Name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
