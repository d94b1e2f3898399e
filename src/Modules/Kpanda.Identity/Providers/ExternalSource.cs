namespace Kpanda.Identity.Providers;

/// <summary>Whose word counts for somebody from elsewhere, and how far.</summary>
/// <param name="Issuer">What their identities, groups and accounts are marked with. Never changes.</param>
/// <param name="Name">The provider's name, for the log.</param>
/// <param name="LinkByEmail">Whether somebody new is taken for the one local account with the same e-mail address.</param>
/// <param name="GroupPrefix">What the provider's groups begin with here.</param>
internal sealed record ExternalSource(string Issuer, string Name, bool LinkByEmail, string GroupPrefix)
{
    /// <summary>What issuers of directories begin with; those of OpenID Connect are addresses.</summary>
    public const string LdapPrefix = "ldap:";

    /// <summary>Whether an account is a directory's, where its password is.</summary>
    public static bool IsLdap(string issuer) => issuer.StartsWith(LdapPrefix, StringComparison.Ordinal);
}
