using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.People;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Reads the settings of a directory from requests, and says what is wrong with them.</summary>
internal static partial class LdapReading
{
    private const int LongestPem = 64 * 1024;
    private const string ReadOnlyMode = "READ_ONLY";

    /// <summary>The settings of a directory that is new.</summary>
    public static Result<LdapSettings> New(LdapRequest request)
    {
        var isAd = request.Vendor == nameof(LdapVendor.ad);
        return Change(
            request,
            new LdapSettings
            {
                DisplayName = request.Name ?? "",
                Vendor = LdapVendor.other,
                ConnectionUrl = "",
                StartTls = false,
                BindDn = "",
                UsersDn = "",
                UserObjectClasses = isAd ? "person, organizationalPerson, user" : "inetOrgPerson",
                UsernameAttribute = isAd ? "sAMAccountName" : "uid",
                UuidAttribute = isAd ? "objectGUID" : "entryUUID",
                FirstNameAttribute = "givenName",
                LastNameAttribute = "sn",
                EmailAttribute = "mail",
                SyncSeconds = 3600,
                ReadTimeoutMilliseconds = 10_000,
                PageSize = 500,
            });
    }

    /// <summary>The settings with what a request says.</summary>
    public static Result<LdapSettings> Change(LdapRequest request, LdapSettings settings)
    {
        if (request.EditMode is { Length: > 0 } mode && mode != ReadOnlyMode) return Error.Invalid("editMode", "ldap.edit.mode");
        if (!Number(request.FullSyncPeriod, "fullSyncPeriod", settings.SyncSeconds, 60, 2_592_000, mayBeNever: true).TryGet(out var period, out var error)) return error;
        if (!Number(request.ReadTimeout, "readTimeout", settings.ReadTimeoutMilliseconds, 1_000, 60_000).TryGet(out var timeout, out error)) return error;
        if (request.PageSize is < 10 or > 1_000) return Error.Invalid("pageSize", "policy.range", ("field", "pageSize"), ("least", "10"), ("most", "1000"));
        if (!Switch(request.StartTls, "startTls", settings.StartTls).TryGet(out var startTls, out error)) return error;
        if (!Vendor(request.Vendor, settings.Vendor).TryGet(out var vendor, out error)) return error;
        var changed = settings with
        {
            DisplayName = Or(request.DisplayName, settings.DisplayName),
            Vendor = vendor,
            ConnectionUrl = Or(request.ConnectionUrl, settings.ConnectionUrl),
            StartTls = startTls,
            AllowPlain = request.AllowPlain ?? settings.AllowPlain,
            CaCertificate = request.CaCertificate?.Trim() ?? settings.CaCertificate,
            BindDn = request.BindDn ?? settings.BindDn,
            UsersDn = Or(request.UsersDn, settings.UsersDn),
            UserObjectClasses = Or(request.UserObjectClasses, settings.UserObjectClasses),
            UserFilter = request.UserLdapFilter ?? settings.UserFilter,
            UsernameAttribute = Or(request.UsernameLdapAttribute, settings.UsernameAttribute),
            NameAttribute = request.Username ?? settings.NameAttribute,
            UuidAttribute = Or(request.UuidLdapAttribute, settings.UuidAttribute),
            RdnAttribute = request.RdnLdapAttribute ?? settings.RdnAttribute,
            FirstNameAttribute = Or(request.FirstName, settings.FirstNameAttribute),
            LastNameAttribute = Or(request.LastName, settings.LastNameAttribute),
            EmailAttribute = Or(request.Email, settings.EmailAttribute),
            SyncSeconds = period,
            ReadTimeoutMilliseconds = timeout,
            PageSize = request.PageSize ?? settings.PageSize,
            LinkByEmail = request.EnableAutoLinkFlow ?? settings.LinkByEmail,
            GroupPrefix = request.GroupPrefix ?? settings.GroupPrefix,
        };
        return (WrongAddress(changed.ConnectionUrl, changed.StartTls, changed.AllowPlain, changed.CaCertificate) ?? Wrong(changed)) is { } wrong ? wrong : changed;
    }

    /// <summary>Where groups are, with what a request says.</summary>
    public static Result<LdapGroupSettings> Group(LdapGroupRequest request, LdapGroupSettings group)
    {
        var changed = group with
        {
            GroupDn = Or(request.GroupDn, group.GroupDn),
            ObjectClasses = Or(request.GroupObjectClasses, group.ObjectClasses),
            NameAttribute = Or(request.GroupNameLdapAttribute, group.NameAttribute),
            Filter = request.GroupLdapFilter ?? group.Filter,
            MemberAttribute = Or(request.MemberLdapAttribute, group.MemberAttribute),
            Membership = request.MembershipType ?? group.Membership,
            Nested = request.Nested ?? group.Nested,
        };
        if (!DistinguishedName.IsValid(changed.GroupDn)) return Error.Invalid("groupDn", "ldap.dn.invalid");
        var wrong = WrongAttribute(changed.NameAttribute, "groupNameLdapAttribute") ?? WrongAttribute(changed.MemberAttribute, "memberLdapAttribute")
            ?? WrongClasses(changed.ObjectClasses, "groupObjectClasses") ?? WrongFilter(changed.Filter, "groupLdapFilter");
        return wrong is null ? changed : wrong;
    }

    /// <summary>The servers of a request that tests them.</summary>
    public static Result<LdapServer[]> Servers(LdapTestRequest request)
    {
        if (!Switch(request.StartTls, "startTls", otherwise: false).TryGet(out var startTls, out var error)) return error;
        if (!Number(request.ConnectionTimeout, "connectionTimeout", 10_000, 1_000, 60_000).TryGet(out var timeout, out error)) return error;
        var authorities = request.CaCertificate?.Trim() ?? "";
        if (WrongAddress(request.ConnectionUrl ?? "", startTls, request.AllowPlain == true, authorities) is { } wrong) return wrong;
        return LdapSettings.ServersOf(request.ConnectionUrl!, startTls, authorities, TimeSpan.FromMilliseconds(timeout)).ToArray();
    }

    /// <summary>Whether a text may be the name of a directory, as the alias of other providers.</summary>
    public static bool IsName(string? name) => name is not null && Name.IsMatch(name);

    private static Error? WrongAddress(string urls, bool startTls, bool allowPlain, string authorities)
    {
        var servers = LdapSettings.ServersOf(urls, startTls, authorities, TimeSpan.Zero);
        if (servers.Count is 0 or > 10 || urls.Length > 1000) return Error.Invalid("connectionUrl", "ldap.url.invalid");
        if (!allowPlain && servers.Any(server => !server.Tls && !server.StartTls)) return Error.Invalid("connectionUrl", "ldap.plain");
        return IsPem(authorities) ? null : Error.Invalid("caCertificate", "ldap.ca.invalid");
    }

    private static Error? Wrong(LdapSettings settings)
    {
        if (!DistinguishedName.IsValid(settings.UsersDn)) return Error.Invalid("usersDn", "ldap.dn.invalid");
        // Active Directory lets a bind have other names too (user@example.com).
        if (NameRules.CheckText(settings.BindDn, "bindDn", 1000) is { } bind) return bind;
        if (settings.GroupPrefix.Length > 0 && NameRules.Check($"{settings.GroupPrefix}x", "groupPrefix") is { } unusable) return unusable;
        return WrongAttribute(settings.UsernameAttribute, "usernameLdapAttribute") ?? WrongAttribute(settings.UuidAttribute, "uuidLdapAttribute")
            ?? WrongAttribute(settings.FirstNameAttribute, "firstName") ?? WrongAttribute(settings.LastNameAttribute, "lastName") ?? WrongAttribute(settings.EmailAttribute, "email")
            ?? (settings.NameAttribute.Length > 0 ? WrongAttribute(settings.NameAttribute, "username") : null) ?? (settings.RdnAttribute.Length > 0 ? WrongAttribute(settings.RdnAttribute, "rdnLdapAttribute") : null)
            ?? WrongClasses(settings.UserObjectClasses, "userObjectClasses") ?? WrongFilter(settings.UserFilter, "userLdapFilter") ?? NameRules.CheckText(settings.DisplayName, "displayName", 63);
    }

    private static Error? WrongAttribute(string name, string field) => LdapFilterText.IsAttribute(name) ? null : Error.Invalid(field, "ldap.attribute.invalid", ("field", field));

    private static Error? WrongClasses(string classes, string field) =>
        classes.Split(',', StringSplitOptions.TrimEntries) is { Length: <= 20 } names && names.All(LdapFilterText.IsAttribute) ? null : Error.Invalid(field, "ldap.attribute.invalid", ("field", field));

    private static Error? WrongFilter(string filter, string field) => filter.Length == 0 || LdapFilterText.Parse(filter) is not null ? null : Error.Invalid(field, "ldap.filter.invalid");

    private static bool IsPem(string authorities)
    {
        if (authorities.Length == 0) return true;
        if (authorities.Length > LongestPem) return false;
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(authorities);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    private static Result<int> Number(string? text, string field, int otherwise, int least, int most, bool mayBeNever = false)
    {
        if (string.IsNullOrEmpty(text)) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && ((number >= least && number <= most) || (mayBeNever && number == -1))) return number;
        return Error.Invalid(field, "policy.range", ("field", field), ("least", $"{least}"), ("most", $"{most}"));
    }

    private static Result<bool> Switch(string? text, string field, bool otherwise) => text switch
    {
        null or "" => otherwise,
        "true" or "on" => true,
        "false" or "off" => false,
        _ => Error.Invalid(field, "user.filter", ("field", field)),
    };

    private static Result<LdapVendor> Vendor(string? text, LdapVendor otherwise) => text switch
    {
        null or "" => otherwise,
        nameof(LdapVendor.other) => LdapVendor.other,
        nameof(LdapVendor.ad) => LdapVendor.ad,
        _ => Error.Invalid("vendor", "user.filter", ("field", "vendor")),
    };

    private static string Or(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text.Trim();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex Name { get; }
}
