using System.Security.Cryptography;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>The signature algorithms (RFC 7518) that are taken; there are no others. <c>none</c> and those with a shared secret (<c>HS*</c>) are not among them.</summary>
/// <param name="Padding">Of RSA; null for EC.</param>
internal sealed record SigningAlgorithm(string Name, string KeyType, string? Curve, HashAlgorithmName Hash, RSASignaturePadding? Padding)
{
    private static readonly Dictionary<string, SigningAlgorithm> Known = new SigningAlgorithm[]
    {
        new("RS256", "RSA", null, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        new("RS384", "RSA", null, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new("RS512", "RSA", null, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        new("PS256", "RSA", null, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new("PS384", "RSA", null, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
        new("PS512", "RSA", null, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        new("ES256", "EC", "P-256", HashAlgorithmName.SHA256, null),
        new("ES384", "EC", "P-384", HashAlgorithmName.SHA384, null),
        new("ES512", "EC", "P-521", HashAlgorithmName.SHA512, null),
    }.ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    /// <summary>Null for what is not taken.</summary>
    public static SigningAlgorithm? Find(string? name) => name is null ? null : Known.GetValueOrDefault(name);

    public byte[] HashOf(byte[] data) => CryptographicOperations.HashData(Hash, data);
}
