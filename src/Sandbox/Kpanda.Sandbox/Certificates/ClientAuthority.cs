using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Sandbox.Access;

namespace Kpanda.Sandbox.Certificates;

/// <summary>
/// The authority that signs what a cluster's CertificateSigningRequests ask for, and by whose signature the cluster knows clients. Each cluster has one of its
/// own, so that a certificate opens one cluster. All have the same name, which servers tell when they ask clients for certificates. Thread-safe.
/// </summary>
internal sealed class ClientAuthority
{
    public const string Name = "CN=sandbox-client-ca";

    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    // Clocks differ: a certificate counts from a little before it was signed.
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromHours(8);

    private readonly X509Certificate2 certificate;
    private readonly ECDsa key;

    // A connection shows the same certificate with each of its requests.
    private readonly ConditionalWeakTable<X509Certificate2, Known> seen = [];

    private ClientAuthority(X509Certificate2 certificate, ECDsa key) => (this.certificate, this.key) = (certificate, key);

    public static ClientAuthority Create(DateTimeOffset now)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return new(request.CreateSelfSigned(now - Backdate, now + Life), key);
    }

    /// <summary>Brings back what <see cref="Export"/> gave.</summary>
    public static ClientAuthority Import(string pem)
    {
        var certificate = X509Certificate2.CreateFromPem(pem, pem);
        return new(certificate, certificate.GetECDsaPrivateKey()!);
    }

    /// <summary>The certificate and the private key, in PEM.</summary>
    public string Export() => $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";

    /// <summary>Signs a request: its subject and alternative names, its usages, and as long as asked for, ten minutes to a year.</summary>
    /// <returns>The certificate in PEM.</returns>
    public string Sign(SigningRequest asked, IReadOnlyCollection<string> usages, long? seconds, DateTimeOffset now)
    {
        var request = new CertificateRequest(asked.Subject, asked.PublicKey, HashAlgorithmName.SHA256);
        foreach (var extension in KeyUsages.Extensions(usages)) request.CertificateExtensions.Add(extension);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        if (AlternativeNames(asked) is { } names) request.CertificateExtensions.Add(names);
        var life = seconds is { } wanted ? TimeSpan.FromSeconds(Math.Clamp(wanted, Shortest.TotalSeconds, Longest.TotalSeconds)) : Longest;
        var start = now - Backdate;
        var end = life < Short ? now + life : start + life;
        if (end > certificate.NotAfter) end = certificate.NotAfter;
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var signed = request.Create(certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), start, end, serial);
        return signed.ExportCertificatePem() + "\n";
    }

    /// <summary>Whom a certificate is for; null where another authority signed it, it is not for clients, or this is not its time.</summary>
    public SandboxUser? Identify(X509Certificate2 shown, DateTimeOffset now)
    {
        if (now < shown.NotBefore || now > shown.NotAfter) return null;
        return seen.GetValue(shown, one => new(Judge(one))).User;
    }

    private SandboxUser? Judge(X509Certificate2 shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;

        // The cluster's clock counts, not the machine's.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientPurpose));
        if (!chain.Build(shown)) return null;
        var name = DistinguishedName.Read(shown.SubjectName.RawData);
        return name.CommonName.Length == 0 ? null : new SandboxUser(name.CommonName, [.. name.Organizations, "system:authenticated"]) { Uid = name.Uid };
    }

    private static X509Extension? AlternativeNames(SigningRequest asked)
    {
        if (asked.DnsNames.Count + asked.Addresses.Count + asked.Emails.Count + asked.Uris.Count == 0) return null;
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in asked.DnsNames) names.AddDnsName(name);
        foreach (var address in asked.Addresses) names.AddIpAddress(address);
        foreach (var email in asked.Emails) names.AddEmailAddress(email);
        foreach (var uri in asked.Uris) names.AddUri(new Uri(uri, UriKind.RelativeOrAbsolute));
        return names.Build();
    }

    private sealed record Known(SandboxUser? User);
}
