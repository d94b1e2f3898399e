using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Kube.Dial;

namespace Kpanda.Kube.Transport;

/// <summary>Whom a member's connections trust and what they show: built once from the connection's PEM texts, then used for every handshake.</summary>
internal sealed class ServerTrust : IDisposable
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly X509Certificate2Collection _clientChain = [];
    private readonly X509Certificate2? _clientCertificate;
    private readonly SslStreamCertificateContext? _clientContext;
    private readonly string _serverName;
    private readonly bool _skipVerify;

    /// <exception cref="CryptographicException">A PEM text is broken; the import policy has checked them before.</exception>
    public ServerTrust(KubeConnection connection)
    {
        _serverName = connection.TlsServerName.Length > 0 ? connection.TlsServerName : connection.Server.IdnHost;
        _skipVerify = connection.SkipTlsVerify;
        if (connection.CertificateAuthorityPem.Length > 0) _authorities.ImportFromPem(connection.CertificateAuthorityPem);
        if (connection.ClientCertificatePem.Length == 0) return;
        _clientCertificate = X509Certificate2.CreateFromPem(connection.ClientCertificatePem, connection.ClientKeyPem);
        _clientChain.ImportFromPem(connection.ClientCertificatePem);
        _clientContext = SslStreamCertificateContext.Create(_clientCertificate, _clientChain, offline: true);
    }

    /// <summary>Shakes hands over <paramref name="stream"/>, which is disposed when that fails.</summary>
    public async Task<SslStream> AuthenticateAsync(Stream stream, bool http2, CancellationToken cancellationToken)
    {
        DialException? complaint = null;
        var tls = new MemberTls(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = _serverName,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    ApplicationProtocols = http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    ClientCertificateContext = _clientContext,
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) => (complaint = Complaint(certificate, errors)) is null,
                },
                cancellationToken);
            return tls;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            if (complaint is not null) throw complaint;
            throw new DialException(FailurePhase.Tls, FailureSide.Network, $"The TLS handshake with {_serverName} failed: {(exception.InnerException ?? exception).Message}", exception)
                .Because("network.tls.failed", ("target", _serverName), ("words", (exception.InnerException ?? exception).Message));
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _clientCertificate?.Dispose();
        foreach (var certificate in _authorities) certificate.Dispose();
        foreach (var certificate in _clientChain) certificate.Dispose();
    }

    private DialException? Complaint(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (_skipVerify) return null;
        if (certificate is not X509Certificate2 server) return Complaint("The server shows no certificate.").Because("network.tls.none");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            var names = Names(server);
            return Complaint($"The server's certificate is not for {_serverName} but for {names}.").Because("network.tls.name", ("host", _serverName), ("names", names));
        }

        if (_authorities.Count > 0) return ChainComplaint(server);
        return errors == SslPolicyErrors.None
            ? null
            : Complaint("The server's certificate is not signed by an authority that this system knows; the kubeconfig names none.").Because("network.tls.unknown");
    }

    // Like Go's verifier, a certificate of the kubeconfig is an anchor even when it is an intermediate, which a custom-root chain policy alone would refuse.
    private DialException? ChainComplaint(X509Certificate2 server)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.ExtraStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (chain.Build(server)) return null;
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return Complaint($"The server's certificate is only valid from {server.NotBefore:u} to {server.NotAfter:u}.")
                .Because("network.tls.time", ("from", $"{server.NotBefore:u}"), ("until", $"{server.NotAfter:u}"));
        }

        var anchored = chain.ChainElements.Any(element => _authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
        const X509ChainStatusFlags incomplete = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        if (anchored && (status & ~incomplete) == X509ChainStatusFlags.NoError) return null;
        return Complaint("The server's certificate is not signed by the certificate authority of the kubeconfig.").Because("network.tls.authority");
    }

    private static DialException Complaint(string words) => new(FailurePhase.Tls, FailureSide.Member, words);

    private static string Names(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (extension is null) return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var names = extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())).Take(8);
        return string.Join(", ", names);
    }
}
