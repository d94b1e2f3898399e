using System.Text.Json;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Reads somebody from the claims of a provider.</summary>
internal static class IdentityClaims
{
    /// <summary>What is not in the token is looked for in <paramref name="more"/>.</summary>
    public static ExternalIdentity Read(Provider provider, JsonElement token, JsonElement? more)
    {
        string Text(string name) => token.Text(name) ?? more?.Text(name) ?? "";
        var email = token.TryGetProperty("email", out _) ? token : more;
        var groups = provider.GroupsClaim.Length == 0 ? [] : token.TryGetProperty(provider.GroupsClaim, out _) ? token.Texts(provider.GroupsClaim) : more?.Texts(provider.GroupsClaim) ?? [];
        return new ExternalIdentity(
            provider.Issuer,
            token.Text("sub")!,
            Text(provider.NameClaim),
            email?.IsTrue("email_verified") == true ? email.Value.Text("email") ?? "" : "",
            Text("given_name"),
            Text("family_name"),
            groups);
    }
}
