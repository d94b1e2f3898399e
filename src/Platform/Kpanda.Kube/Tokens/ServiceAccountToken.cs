using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Kpanda.Kube.Tokens;

/// <summary>What a bound token says of itself: whose it is and how long it lasts. The signature is the member's business.</summary>
/// <param name="Namespace">Namespace of the ServiceAccount.</param>
/// <param name="Name">Name of the ServiceAccount.</param>
/// <param name="Issued">When it began.</param>
/// <param name="Expires">When it ends.</param>
public sealed record ServiceAccountToken(string Namespace, string Name, DateTimeOffset Issued, DateTimeOffset Expires)
{
    private const string Subject = "system:serviceaccount:";

    /// <summary>How long the token lasts from its beginning to its end.</summary>
    public TimeSpan Lifetime => Expires - Issued;

    /// <summary>Reads the claims. False where the token is no JWT of a ServiceAccount, or does not end (a token of a Secret).</summary>
    public static bool TryRead(string token, [NotNullWhen(true)] out ServiceAccountToken? account)
    {
        account = null;
        if (token.Split('.') is not [_, var payload, _]) return false;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            if (claims.RootElement.ValueKind != JsonValueKind.Object) return false;
            var subject = claims.RootElement.TryGetProperty("sub", out var sub) && sub.ValueKind == JsonValueKind.String ? sub.GetString()! : "";
            if (!subject.StartsWith(Subject, StringComparison.Ordinal) || subject[Subject.Length..].Split(':') is not [{ Length: > 0 } ns, { Length: > 0 } name]) return false;
            if (Time(claims.RootElement, "iat") is not { } issued || Time(claims.RootElement, "exp") is not { } expires || expires <= issued) return false;
            account = new(ns, name, issued, expires);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
