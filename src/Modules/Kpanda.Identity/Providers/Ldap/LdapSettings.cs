using System.Text.Json.Serialization;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>How a directory is asked. Stored as JSON; no secret is in it.</summary>
internal sealed record LdapSettings
{
    public required string DisplayName { get; init; }

    public required LdapVendor Vendor { get; init; }

    /// <summary>Addresses (<c>ldaps://host:636</c>), separated by spaces; the first that answers is asked.</summary>
    public required string ConnectionUrl { get; init; }

    public required bool StartTls { get; init; }

    /// <summary>Whether an address without TLS may be asked: passwords can then be read on the way.</summary>
    public bool AllowPlain { get; init; }

    /// <summary>PEM of authorities; empty for the system's.</summary>
    public string CaCertificate { get; init; } = "";

    public required string BindDn { get; init; }

    public required string UsersDn { get; init; }

    /// <summary>Separated by commas; people have them all.</summary>
    public required string UserObjectClasses { get; init; }

    /// <summary>A further condition (RFC 4515); empty for none.</summary>
    public string UserFilter { get; init; } = "";

    /// <summary>The attribute with what people type to sign in.</summary>
    public required string UsernameAttribute { get; init; }

    /// <summary>The attribute that people are named after here; empty for the same.</summary>
    public string NameAttribute { get; init; } = "";

    public required string UuidAttribute { get; init; }

    public string RdnAttribute { get; init; } = "";

    public required string FirstNameAttribute { get; init; }

    public required string LastNameAttribute { get; init; }

    public required string EmailAttribute { get; init; }

    /// <summary>Seconds between syncs; -1 for none by itself.</summary>
    public required int SyncSeconds { get; init; }

    public required int ReadTimeoutMilliseconds { get; init; }

    public required int PageSize { get; init; }

    public bool LinkByEmail { get; init; }

    public string GroupPrefix { get; init; } = "";

    /// <summary>Where groups are; null where none are taken.</summary>
    public LdapGroupSettings? Group { get; init; }

    /// <summary>The servers of <see cref="ConnectionUrl"/>, in its order.</summary>
    [JsonIgnore]
    public IEnumerable<LdapServer> Servers => ServersOf(ConnectionUrl, StartTls, CaCertificate, TimeSpan.FromMilliseconds(ReadTimeoutMilliseconds));

    /// <summary>The servers of some addresses; empty where one of them is none.</summary>
    public static IReadOnlyList<LdapServer> ServersOf(string urls, bool startTls, string authorities, TimeSpan limit)
    {
        var servers = new List<LdapServer>();
        foreach (var text in urls.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ldap" or "ldaps") || url.Host.Length == 0) return [];
            if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath is not ("" or "/")) return [];
            var tls = url.Scheme == "ldaps";
            servers.Add(new LdapServer(url.IdnHost, url.Port > 0 ? url.Port : tls ? 636 : 389, tls, startTls, authorities, limit));
        }

        return servers;
    }
}

/// <summary>Published <c>ldapLdapVendor</c>: what is chosen where a request says nothing.</summary>
internal enum LdapVendor
{
    other,
    ad,
}

/// <summary>How members are named in a group.</summary>
internal enum LdapMembership
{
    /// <summary>By the distinguished name of their entry (<c>member</c>, <c>uniqueMember</c>).</summary>
    DN,

    /// <summary>By what they type to sign in (<c>memberUid</c>).</summary>
    UID,
}

/// <summary>Where a directory's groups are.</summary>
internal sealed record LdapGroupSettings
{
    public required Guid Id { get; init; }

    public required string GroupDn { get; init; }

    /// <summary>Separated by commas; groups have them all.</summary>
    public required string ObjectClasses { get; init; }

    public required string NameAttribute { get; init; }

    /// <summary>A further condition (RFC 4515); empty for none.</summary>
    public string Filter { get; init; } = "";

    public required string MemberAttribute { get; init; }

    public required LdapMembership Membership { get; init; }

    /// <summary>Whether the members of a group's groups are its members too.</summary>
    public bool Nested { get; init; }
}
