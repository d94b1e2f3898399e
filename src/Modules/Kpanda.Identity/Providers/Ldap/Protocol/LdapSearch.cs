namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>What is looked for.</summary>
/// <param name="Most">More entries are an answer that is too large.</param>
/// <param name="PageSize">How many entries are asked for at a time (RFC 2696); null for all at once.</param>
internal sealed record LdapSearch(string Base, LdapScope Scope, LdapFilter Filter, IReadOnlyList<string> Attributes, int Most, int? PageSize);

/// <summary>How deep a search goes.</summary>
internal enum LdapScope
{
    /// <summary>The entry itself.</summary>
    Base = 0,

    /// <summary>The entry and everything below it.</summary>
    Subtree = 2,
}
