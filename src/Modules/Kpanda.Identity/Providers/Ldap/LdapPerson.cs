using System.Globalization;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Somebody as a directory has them.</summary>
/// <param name="Subject">The unique id, which says who it is; empty where the entry shows none.</param>
/// <param name="Login">What they type to sign in.</param>
/// <param name="Name">Whom they are named after here; null where no name can be had.</param>
/// <param name="IsDisabled">Whether the directory says that the account is.</param>
internal sealed record LdapPerson(string Dn, string Subject, string Login, string? Name, string FirstName, string LastName, string Email, bool IsDisabled)
{
    // Active Directory's bit for an account that is disabled, and what others say.
    private const string UserAccountControl = "userAccountControl";
    private const string AccountLock = "nsAccountLock";
    private const string LockedTime = "pwdAccountLockedTime";
    private const string LockedForGood = "000001010000Z";
    private const int AccountDisable = 0x2;
    private const int GuidLength = 16;

    /// <summary>What must be asked for.</summary>
    public static IReadOnlyList<string> Attributes(LdapSettings settings) =>
        [.. new[] { settings.UsernameAttribute, settings.NameAttribute, settings.UuidAttribute, settings.FirstNameAttribute, settings.LastNameAttribute, settings.EmailAttribute, UserAccountControl, AccountLock, LockedTime }
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    public static LdapPerson Read(LdapSettings settings, LdapEntry entry)
    {
        var subject = SubjectOf(entry, settings.UuidAttribute);
        var name = entry.Text(settings.NameAttribute.Length > 0 ? settings.NameAttribute : settings.UsernameAttribute);
        var isDisabled = (int.TryParse(entry.Text(UserAccountControl), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var flags) && (flags & AccountDisable) != 0)
            || string.Equals(entry.Text(AccountLock), "TRUE", StringComparison.OrdinalIgnoreCase)
            || entry.Text(LockedTime) == LockedForGood;
        return new LdapPerson(
            entry.Dn, subject, entry.Text(settings.UsernameAttribute), DirectoryNames.Of(name, subject, "user"),
            entry.Text(settings.FirstNameAttribute), entry.Text(settings.LastNameAttribute), entry.Text(settings.EmailAttribute), isDisabled);
    }

    /// <summary>The condition that finds them again.</summary>
    public static LdapFilter BySubject(LdapSettings settings, string subject) =>
        IsGuid(settings.UuidAttribute) && Guid.TryParse(subject, out var id) ? LdapFilter.Equal(settings.UuidAttribute, id.ToByteArray()) : LdapFilter.Equal(settings.UuidAttribute, subject);

    public ExternalIdentity Identity(LdapProvider provider, IReadOnlyList<string> groups) =>
        new(provider.Source.Issuer, Subject, Name ?? "", Email, FirstName, LastName, groups);

    private static string SubjectOf(LdapEntry entry, string attribute)
    {
        if (entry.Values(attribute) is not [var value, ..]) return "";
        if (IsGuid(attribute)) return value.Length == GuidLength ? $"{new Guid(value)}" : "";
        var text = entry.Text(attribute);
        return text.Length is > 0 and <= 250 && !text.Any(char.IsControl) ? text.ToLowerInvariant() : "";
    }

    // Active Directory's is no text.
    private static bool IsGuid(string attribute) => string.Equals(attribute, "objectGUID", StringComparison.OrdinalIgnoreCase);
}
