using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kpanda.Sandbox.Host;

/// <summary>
/// A certificate authority of the sandbox's own, kept as <c>ca.crt</c> and <c>ca.key</c> (readable by the owner alone), so that a kubeconfig written
/// once stays valid over a restart.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(397);

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 authority, TimeProvider time)
    {
        _authority = authority;
        _time = time;
    }

    /// <summary>The authority's certificate, as clients need it.</summary>
    public string CertificatePem => _authority.ExportCertificatePem();

    /// <summary>Loads the authority of a directory, or makes one there. A null directory makes one that is forgotten.</summary>
    public static CertificateAuthority LoadOrCreate(string? directory, TimeProvider time)
    {
        if (directory is null)
            return new(Create(time), time);
        Directory.CreateDirectory(directory);
        var (certificate, key) = (Path.Combine(directory, "ca.crt"), Path.Combine(directory, "ca.key"));
        if (File.Exists(certificate) && File.Exists(key))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificate, key);
            if (kept.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime)
                return new(kept, time);
            kept.Dispose();
        }
        var made = Create(time);
        WritePrivate(key, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificate, made.ExportCertificatePem());
        return new(made, time);
    }

    /// <summary>A server certificate for these names and addresses, signed by the authority.</summary>
    public X509Certificate2 IssueServerCertificate(params IReadOnlyCollection<string> names)
    {
        var now = _time.GetUtcNow();
        var end = now + ServerLife < _authority.NotAfter ? now + ServerLife : _authority.NotAfter;
        return Issue(names, now.AddMinutes(-5), end);
    }

    /// <summary>As <see cref="IssueServerCertificate"/>, but its time was over a minute ago.</summary>
    public X509Certificate2 IssueExpiredCertificate(params IReadOnlyCollection<string> names)
    {
        var end = _time.GetUtcNow().AddMinutes(-1);
        return Issue(names, new DateTimeOffset(_authority.NotBefore) < end ? _authority.NotBefore : end.AddMinutes(-1), end);
    }

    /// <inheritdoc />
    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Issue(IReadOnlyCollection<string> names, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        using var certificate = request.Create(_authority, from, to, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Extension AlternativeNames(IReadOnlyCollection<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }
        return builder.Build();
    }

    private static X509Certificate2 Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kpanda-sandbox-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now + AuthorityLife);
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
