using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kpanda.Server.Listeners;

/// <summary>The server's own certificate authority in the data folder: <c>tls/ca.crt</c> for clients to trust, <c>tls/ca.key</c> for its owner alone.</summary>
internal sealed class LocalAuthority : IDisposable
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(397); // the most that browsers accept

    private readonly X509Certificate2 _authority;

    private LocalAuthority(X509Certificate2 authority) => _authority = authority;

    public string CertificatePem => _authority.ExportCertificatePem();

    public static LocalAuthority LoadOrCreate(string folder, TimeProvider time)
    {
        var (certificatePath, keyPath) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        if (File.Exists(certificatePath) && File.Exists(keyPath))
        {
            var kept = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            if (kept.NotAfter.ToUniversalTime() - time.GetUtcNow() > ServerLife) return new(kept);
            kept.Dispose();
        }

        Directory.CreateDirectory(folder);
        var made = Create(time);
        using var key = made.GetECDsaPrivateKey()!;
        WriteForOwnerOnly(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        return new(made);
    }

    /// <summary>A certificate for these names and addresses.</summary>
    public X509Certificate2 Issue(IReadOnlyCollection<string> names, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kpanda-server", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        var now = time.GetUtcNow();
        using var issued = request.Create(_authority, now.AddMinutes(-5), now + ServerLife, RandomNumberGenerator.GetBytes(16));
        using var withKey = issued.CopyWithPrivateKey(key);
        // TLS needs a key that lives in a store of the platform, not in this process only.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _authority.Dispose();

    private static X509Certificate2 Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Kpanda local authority {RandomNumberGenerator.GetHexString(8)}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now + AuthorityLife);
    }

    private static X509Extension AlternativeNames(IReadOnlyCollection<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) builder.AddIpAddress(address);
            else builder.AddDnsName(name);
        }

        return builder.Build();
    }

    private static void WriteForOwnerOnly(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(path);
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
