using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kpanda.Hosting;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>
/// An ID token in compact form (RFC 7515), not yet believed. Its header chooses among our algorithms and the provider's keys and nothing else: no key or address in it is looked at, and the key's id is compared alone.
/// </summary>
internal sealed class IdToken
{
    private const int Longest = 64 * 1024;
    private const int LongestSubject = 255;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private readonly byte[] _signed;
    private readonly byte[] _signature;
    private readonly JsonElement _claims;

    private IdToken(SigningAlgorithm algorithm, string? keyId, byte[] signed, byte[] signature, JsonElement claims)
    {
        Algorithm = algorithm;
        KeyId = keyId;
        _signed = signed;
        _signature = signature;
        _claims = claims;
    }

    /// <summary>What it says that it is signed with: one that is taken.</summary>
    public SigningAlgorithm Algorithm { get; }

    /// <summary>The key that it says it is signed with; null where it does not.</summary>
    public string? KeyId { get; }

    /// <summary>Takes a token apart.</summary>
    public static Result<IdToken> Parse(string text)
    {
        var parts = text.Length <= Longest ? text.Split('.') : [];
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part))) return OidcErrors.Answer("the ID token is no signed token");
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), Strict);
            if (header.RootElement.ValueKind != JsonValueKind.Object || claims.RootElement.ValueKind != JsonValueKind.Object) return OidcErrors.Answer("the ID token holds no objects");
            if (SigningAlgorithm.Find(header.RootElement.Text("alg")) is not { } algorithm) return OidcErrors.Answer("the ID token is signed by an algorithm that is not taken");
            if (header.RootElement.TryGetProperty("crit", out _)) return OidcErrors.Answer("the ID token demands an extension");
            return new IdToken(algorithm, header.RootElement.Text("kid"), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), claims.RootElement.Clone());
        }
        catch (JsonException)
        {
            return OidcErrors.Answer("the ID token holds no JSON");
        }
    }

    /// <summary>The claims, when the token is signed with the key and made by this issuer for this client and this sign-in, now (OpenID Connect Core 3.1.3.7).</summary>
    /// <param name="accessToken">What came with it, to which <c>at_hash</c> binds it; null for none.</param>
    public Result<JsonElement> Verify(SigningKey key, string issuer, string clientId, string nonce, string? accessToken, DateTimeOffset now)
    {
        if (!key.Fits(Algorithm) || !key.Verify(Algorithm, _signed, _signature)) return OidcErrors.Answer("the signature of the ID token is wrong");
        if (_claims.Text("iss") != issuer) return OidcErrors.Answer("the ID token is of another issuer");

        var audience = _claims.Texts("aud");
        if (!audience.Contains(clientId, StringComparer.Ordinal)) return OidcErrors.Answer("the ID token is for another audience");
        if (_claims.TryGetProperty("azp", out _) || audience.Count > 1)
        {
            if (_claims.Text("azp") != clientId) return OidcErrors.Answer("the ID token is for another party");
        }

        if (_claims.Time("exp") is not { } expires || now - Skew >= expires) return OidcErrors.Answer("the ID token has expired");
        if (_claims.Time("iat") is not { } issued || issued > now + Skew) return OidcErrors.Answer("the ID token is from the future");
        if (_claims.TryGetProperty("nbf", out _) && (_claims.Time("nbf") is not { } from || from > now + Skew)) return OidcErrors.Answer("the ID token is not valid yet");
        if (!SameText(_claims.Text("nonce"), nonce)) return OidcErrors.Answer("the ID token is of another sign-in");
        if (_claims.TryGetProperty("at_hash", out _) && (accessToken is null || !SameText(_claims.Text("at_hash"), HalfHash(accessToken)))) return OidcErrors.Answer("the ID token came with another access token");
        if (_claims.Text("sub") is not { Length: > 0 and <= LongestSubject }) return OidcErrors.Answer("the ID token names nobody");
        return _claims;
    }

    private string HalfHash(string text)
    {
        var hash = Algorithm.HashOf(Encoding.ASCII.GetBytes(text));
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }

    private static bool SameText(string? left, string right) => left is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
