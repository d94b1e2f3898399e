using System.Text.Json;
using Kpanda.Hosting;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>What a provider says about itself (OpenID Connect Discovery 1.0).</summary>
/// <param name="NamesIssuer">Whether each of its returns names it (RFC 9207), so that one that does not is none of it.</param>
internal sealed record ProviderMetadata(string Issuer, Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo, Uri? EndSession, bool NamesIssuer)
{
    public const string WellKnown = "/.well-known/openid-configuration";

    public static Uri AddressFor(string issuer) => new(issuer.TrimEnd('/') + WellKnown);

    /// <summary>Reads it; what it says must be of the issuer that was asked, and lead to addresses that may be asked.</summary>
    public static Result<ProviderMetadata> Read(JsonElement document, string issuer, ProviderHttp http)
    {
        if (document.Text("issuer") != issuer) return OidcErrors.Unavailable("the provider's configuration is of another issuer");
        var (authorization, token, keys) = (document.Address("authorization_endpoint"), document.Address("token_endpoint"), document.Address("jwks_uri"));
        var (userInfo, endSession) = (document.Address("userinfo_endpoint"), document.Address("end_session_endpoint"));
        Uri?[] all = [authorization, token, keys, userInfo ?? token, endSession ?? token];
        if (!all.All(http.MayAsk)) return OidcErrors.Unavailable("the provider's configuration lacks an address or has one that is not https");
        return new ProviderMetadata(issuer, authorization!, token!, keys!, userInfo, endSession, document.IsTrue("authorization_response_iss_parameter_supported"));
    }
}
