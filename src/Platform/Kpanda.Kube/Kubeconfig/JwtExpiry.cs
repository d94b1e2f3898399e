using System.Buffers.Text;
using System.Text.Json;

namespace Kpanda.Kube.Kubeconfig;

/// <summary>Reads when a token says that it ends. The signature is the member's business: this only warns people in time.</summary>
internal static class JwtExpiry
{
    /// <summary>The <c>exp</c> claim; null where the token is no JWT or does not end.</summary>
    public static DateTimeOffset? Of(string token)
    {
        if (token.Split('.') is not [_, var payload, _]) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(payload);
            using var claims = JsonDocument.Parse(bytes);
            if (claims.RootElement.ValueKind != JsonValueKind.Object || !claims.RootElement.TryGetProperty("exp", out var exp)) return null;
            return exp.ValueKind == JsonValueKind.Number && exp.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
