using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kpanda.Sandbox.Certificates;

/// <summary>What a key may be used for: the words of <c>spec.usages</c>, and what they are in a certificate.</summary>
internal static class KeyUsages
{
    public const string ClientAuth = "client auth";
    public const string ServerAuth = "server auth";
    public const string DigitalSignature = "digital signature";
    public const string KeyEncipherment = "key encipherment";

    private static readonly FrozenDictionary<string, X509KeyUsageFlags> Plain = new Dictionary<string, X509KeyUsageFlags>
    {
        ["signing"] = X509KeyUsageFlags.DigitalSignature,
        [DigitalSignature] = X509KeyUsageFlags.DigitalSignature,
        ["content commitment"] = X509KeyUsageFlags.NonRepudiation,
        [KeyEncipherment] = X509KeyUsageFlags.KeyEncipherment,
        ["key agreement"] = X509KeyUsageFlags.KeyAgreement,
        ["data encipherment"] = X509KeyUsageFlags.DataEncipherment,
        ["cert sign"] = X509KeyUsageFlags.KeyCertSign,
        ["crl sign"] = X509KeyUsageFlags.CrlSign,
        ["encipher only"] = X509KeyUsageFlags.EncipherOnly,
        ["decipher only"] = X509KeyUsageFlags.DecipherOnly,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Extended = new Dictionary<string, string>
    {
        ["any"] = "2.5.29.37.0",
        [ServerAuth] = "1.3.6.1.5.5.7.3.1",
        [ClientAuth] = "1.3.6.1.5.5.7.3.2",
        ["code signing"] = "1.3.6.1.5.5.7.3.3",
        ["email protection"] = "1.3.6.1.5.5.7.3.4",
        ["s/mime"] = "1.3.6.1.5.5.7.3.4",
        ["ipsec end system"] = "1.3.6.1.5.5.7.3.5",
        ["ipsec tunnel"] = "1.3.6.1.5.5.7.3.6",
        ["ipsec user"] = "1.3.6.1.5.5.7.3.7",
        ["timestamping"] = "1.3.6.1.5.5.7.3.8",
        ["ocsp signing"] = "1.3.6.1.5.5.7.3.9",
        ["microsoft sgc"] = "1.3.6.1.4.1.311.10.3.3",
        ["netscape sgc"] = "2.16.840.1.113730.4.1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All words, sorted.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Plain.Keys.Concat(Extended.Keys).Order(StringComparer.Ordinal)];

    /// <summary>What a certificate says of usages; words that are not known are left out.</summary>
    public static IEnumerable<X509Extension> Extensions(IReadOnlyCollection<string> usages)
    {
        var flags = usages.Aggregate(X509KeyUsageFlags.None, (all, usage) => all | Plain.GetValueOrDefault(usage));
        if (flags != X509KeyUsageFlags.None) yield return new X509KeyUsageExtension(flags, critical: true);
        OidCollection purposes = [];
        foreach (var oid in usages.Select(usage => Extended.GetValueOrDefault(usage)).OfType<string>().Distinct()) purposes.Add(new Oid(oid));
        if (purposes.Count > 0) yield return new X509EnhancedKeyUsageExtension(purposes, critical: false);
    }
}
