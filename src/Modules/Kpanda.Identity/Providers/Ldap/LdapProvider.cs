namespace Kpanda.Identity.Providers.Ldap;

/// <summary>A row of <c>ldap_providers</c>.</summary>
internal sealed record LdapProvider(
    Guid Id,
    string Name,
    LdapSettings Settings,
    byte[] BindSecret,
    bool Enabled,
    DateTimeOffset SyncBegan,
    LdapSyncResult? LastSync,
    DateTimeOffset Created,
    DateTimeOffset Updated)
{
    /// <summary>What it counts as for its people. By the name, which never changes: a directory that is set up again knows its people again.</summary>
    public ExternalSource Source => new($"{ExternalSource.LdapPrefix}{Name}", Name, Settings.LinkByEmail, Settings.GroupPrefix);
}
