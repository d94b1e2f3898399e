using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>A certificate authority made for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-2);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "test authority")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(Start, Start.AddYears(5));
    }

    public string Pem => _certificate.ExportCertificatePem();

    public (X509Certificate2 Certificate, string CertificatePem, string KeyPem) Issue(string subject, string? dnsName = null, TimeSpan? validFor = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (dnsName is null) names.AddIpAddress(IPAddress.Loopback);
        else names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, Start, Start + (validFor ?? TimeSpan.FromDays(365)), RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }
}
