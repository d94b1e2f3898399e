namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Published <c>ldapCreateLdapRequest</c> and the body of changing one: what is absent stays, or is what is usual for the vendor. Numbers and switches are texts there.</summary>
/// <param name="Vendor">The name of an <see cref="LdapVendor"/>.</param>
/// <param name="ConnectionUrl">One or several addresses, separated by spaces.</param>
/// <param name="FullSyncPeriod">Seconds; -1 for by hand only.</param>
/// <param name="EditMode"><c>READ_ONLY</c>: nothing is ever written to a directory.</param>
/// <param name="ReadTimeout">Milliseconds.</param>
/// <param name="Username">The attribute that people are named after, where it is not the one that they sign in by.</param>
internal sealed record LdapRequest(
    string? Name,
    string? Vendor,
    string? StartTls,
    string? ConnectionUrl,
    string? UsersDn,
    string? BindDn,
    string? BindCredential,
    string? UserObjectClasses,
    string? UsernameLdapAttribute,
    string? FullSyncPeriod,
    string? RdnLdapAttribute,
    string? UuidLdapAttribute,
    string? EditMode,
    string? ReadTimeout,
    string? FirstName,
    string? LastName,
    string? Email,
    bool? Enabled,
    string? Username,
    string? UserLdapFilter)
{
    /// <summary>The name on the page to sign in. Not published.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether passwords may travel without TLS. Not published.</summary>
    public bool? AllowPlain { get; init; }

    /// <summary>PEM; empty for the system's authorities. Not published.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Entries asked for at a time. Not published.</summary>
    public int? PageSize { get; init; }

    /// <summary>As of OpenID Connect providers. Not published.</summary>
    public bool? EnableAutoLinkFlow { get; init; }

    /// <summary>What the directory's groups begin with here. Not published.</summary>
    public string? GroupPrefix { get; init; }
}

/// <summary>Published <c>ldapCreateLdapResponse</c> and <c>ldapCreateLdapGroupResponse</c>.</summary>
internal sealed record CreatedLdap(string Id);

/// <summary>Published <c>ldapGetLdapResponse</c>. The secret is never told.</summary>
internal sealed record LdapDetail(
    string Id,
    string Name,
    LdapVendor Vendor,
    string StartTls,
    string ConnectionUrl,
    string UsersDn,
    string BindDn,
    string UserObjectClasses,
    string UsernameLdapAttribute,
    string FullSyncPeriod,
    string RdnLdapAttribute,
    string UuidLdapAttribute,
    string EditMode,
    string ReadTimeout,
    string FirstName,
    string LastName,
    string Email,
    bool Enabled,
    string Username,
    string UserLdapFilter)
{
    /// <summary>Always absent.</summary>
    public string? BindCredential { get; init; }

    /// <summary>Not published.</summary>
    public required bool HasBindCredential { get; init; }

    /// <summary>Not published.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Not published.</summary>
    public required bool AllowPlain { get; init; }

    /// <summary>Not published.</summary>
    public required string CaCertificate { get; init; }

    /// <summary>Not published.</summary>
    public required int PageSize { get; init; }

    /// <summary>Not published.</summary>
    public required bool EnableAutoLinkFlow { get; init; }

    /// <summary>Not published.</summary>
    public required string GroupPrefix { get; init; }

    /// <summary>Where groups are; absent where none are taken. Not published.</summary>
    public LdapGroupDetail? Group { get; init; }

    /// <summary>Absent before the first. Not published.</summary>
    public LdapSyncDetail? LastSync { get; init; }
}

/// <summary>Published <c>ldapListLdapsResponse</c>.</summary>
internal sealed record LdapList(IReadOnlyList<LdapItem> Items);

/// <summary>Published <c>ldapListLdap</c>.</summary>
internal sealed record LdapItem(string Id, string Name, string Vendor, bool Enabled)
{
    /// <summary>Not published.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Not published.</summary>
    public required string ConnectionUrl { get; init; }

    /// <summary>Absent before the first. Not published.</summary>
    public LdapSyncDetail? LastSync { get; init; }
}

/// <summary>Published body of <c>…/ldaps/{id}/group</c>; what is absent stays, or is what is usual.</summary>
internal sealed record LdapGroupRequest(string? GroupDn, string? GroupObjectClasses, string? GroupNameLdapAttribute)
{
    /// <summary>A further condition (RFC 4515). Not published.</summary>
    public string? GroupLdapFilter { get; init; }

    /// <summary>Not published.</summary>
    public string? MemberLdapAttribute { get; init; }

    /// <summary>Not published.</summary>
    public LdapMembership? MembershipType { get; init; }

    /// <summary>Whether the members of a group's groups are its members too. Not published.</summary>
    public bool? Nested { get; init; }
}

/// <summary>Published <c>ldapGetLdapGroupResponse</c>; the id is empty where no groups are taken.</summary>
internal sealed record LdapGroupDetail(string Id, string GroupDn, string GroupObjectClasses, string GroupNameLdapAttribute)
{
    /// <summary>Not published.</summary>
    public required string GroupLdapFilter { get; init; }

    /// <summary>Not published.</summary>
    public required string MemberLdapAttribute { get; init; }

    /// <summary>Not published.</summary>
    public required LdapMembership MembershipType { get; init; }

    /// <summary>Not published.</summary>
    public required bool Nested { get; init; }
}

/// <summary>Published <c>ldapTestLdapConnectionRequest</c> and <c>ldapTestLdapAuthenticationRequest</c>.</summary>
/// <param name="BindCredential">Empty, or stars, for the one that is stored.</param>
/// <param name="ConnectionTimeout">Milliseconds.</param>
/// <param name="Action">Says nothing that the path does not.</param>
/// <param name="UseTruststoreSpi">Not used: certificates are always checked.</param>
/// <param name="ComponentId">Whose stored secret is meant.</param>
internal sealed record LdapTestRequest(
    string? ConnectionUrl, string? BindDn, string? BindCredential, string? ConnectionTimeout, string? Action, string? StartTls, string? UseTruststoreSpi, string? ComponentId)
{
    /// <summary>Not published.</summary>
    public bool? AllowPlain { get; init; }

    /// <summary>Not published.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Looked for too, where it is there. Not published.</summary>
    public string? UsersDn { get; init; }
}

/// <summary>Body of <c>POST …/test-sign-in</c>.</summary>
internal sealed record LdapSignInTest(string? Username, string? Password);

/// <summary>Answer of <c>POST …/test-sign-in</c>: who somebody is in the directory, and what they would be called here.</summary>
internal sealed record LdapSignInTested(string Dn, string Name, string Firstname, string Lastname, string Email, IReadOnlyList<string> Groups);

/// <summary>Published <c>ldapSyncUsersResponse</c> and <c>ldapSyncLdapGroupsResponse</c>.</summary>
/// <param name="Removed">People who were disabled.</param>
/// <param name="Status">What it came to, in words.</param>
internal sealed record LdapSyncDetail(bool Ignored, int Added, int Updated, int Removed, int Failed, string Status)
{
    /// <summary>People that the directory has. Not published.</summary>
    public required int Found { get; init; }

    /// <summary>Groups that the directory has. Not published.</summary>
    public required int Groups { get; init; }

    /// <summary>Not published.</summary>
    public required string StartedAt { get; init; }

    /// <summary>Not published.</summary>
    public required string FinishedAt { get; init; }

    /// <summary>Why it did nothing, or not all; absent where it is whole. Not published.</summary>
    public LdapProblemDetail? Error { get; init; }

    /// <summary>The first of what went wrong with single entries. Not published.</summary>
    public required IReadOnlyList<LdapProblemDetail> Problems { get; init; }
}

internal sealed record LdapProblemDetail(string Entry, string Reason, string Message);
