using System.Text.Json;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Somebody as a provider tells of them. <paramref name="Subject"/> at <paramref name="Issuer"/> is who they are; the rest may change.</summary>
/// <param name="VerifiedEmail">Empty where the provider has not verified one.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject, string Name, string VerifiedEmail, string FirstName, string LastName, IReadOnlyList<string> Groups)
{
    /// <summary>Reads it from claims; what is not in the first is looked for in the second.</summary>
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
