using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>A public key of a provider (RFC 7517). A key belongs to its type's algorithms alone: an RSA key never verifies a MAC.</summary>
internal sealed record SigningKey(string? Id, string Type, string? Algorithm, string? Curve, RSAParameters Rsa, ECParameters Ec)
{
    private const int MostKeys = 100;
    private const int SmallestRsa = 2048 / 8;
    private const int LargestRsa = 8192 / 8;

    /// <summary>The keys of a key set that signatures can be checked with; others are left out.</summary>
    public static IReadOnlyList<SigningKey> ReadAll(JsonElement set) =>
        set.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Take(MostKeys).Select(Read).OfType<SigningKey>()]
            : [];

    /// <summary>Whether a signature by <paramref name="algorithm"/> may be of this key.</summary>
    public bool Fits(SigningAlgorithm algorithm) => Type == algorithm.KeyType && Curve == algorithm.Curve && (Algorithm is null || Algorithm == algorithm.Name);

    /// <summary>Whether the signature is of this key.</summary>
    public bool Verify(SigningAlgorithm algorithm, byte[] data, byte[] signature)
    {
        try
        {
            if (algorithm.Padding is { } padding)
            {
                using var rsa = RSA.Create(Rsa);
                return rsa.VerifyData(data, signature, algorithm.Hash, padding);
            }

            using var ec = ECDsa.Create(Ec);
            return ec.VerifyData(data, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // No key at all, such as a point that is not on its curve.
            return false;
        }
    }

    private static SigningKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || key.Text("use") is not (null or "sig")) return null;
        if (key.TryGetProperty("key_ops", out _) && !key.Texts("key_ops").Contains("verify")) return null;
        var (id, algorithm) = (key.Text("kid"), key.Text("alg"));
        switch (key.Text("kty"))
        {
            case "RSA" when Bytes(key, "n") is { Length: >= SmallestRsa and <= LargestRsa } modulus && Bytes(key, "e") is { Length: > 0 and <= 8 } exponent:
                return new SigningKey(id, "RSA", algorithm, null, new RSAParameters { Modulus = modulus, Exponent = exponent }, default);
            case "EC" when key.Text("crv") is { } name && CurveOf(name) is { } curve && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y:
                return new SigningKey(id, "EC", algorithm, name, default, new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } });
            default:
                return null;
        }
    }

    private static ECCurve? CurveOf(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static byte[]? Bytes(JsonElement key, string name) => key.Text(name) is { Length: > 0 and < 4096 } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
