using Kpanda.Hosting;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Looks for people of a directory. What somebody types is a value in the filter, never a part of its syntax.</summary>
internal static class LdapPeopleSearch
{
    /// <summary>More people than these are not taken.</summary>
    public const int Most = 100_000;

    // More than one is too many; asking for a few tells that from a directory that answers with everything.
    private const int MostOfOneName = 10;

    /// <summary>The one person who signs in by this name.</summary>
    public static Task<Result<LdapPerson>> ByNameAsync(LdapConnection connection, LdapSettings settings, string name, CancellationToken cancellationToken) =>
        OneAsync(connection, settings, LdapFilter.Equal(settings.UsernameAttribute, name), cancellationToken);

    /// <summary>The one person with this unique id.</summary>
    public static Task<Result<LdapPerson>> BySubjectAsync(LdapConnection connection, LdapSettings settings, string subject, CancellationToken cancellationToken) =>
        OneAsync(connection, settings, LdapPerson.BySubject(settings, subject), cancellationToken);

    /// <summary>Everybody.</summary>
    public static IAsyncEnumerable<LdapEntry> AllAsync(LdapConnection connection, LdapSettings settings, CancellationToken cancellationToken) =>
        connection.SearchAsync(
            new LdapSearch(settings.UsersDn, LdapScope.Subtree, Filter(settings.UserObjectClasses, settings.UserFilter, LdapFilter.Present(settings.UsernameAttribute)), LdapPerson.Attributes(settings), Most, settings.PageSize),
            cancellationToken);

    /// <summary>Entries of all these classes that fulfil both conditions.</summary>
    /// <param name="condition">As administrators write it; empty for none.</param>
    public static LdapFilter Filter(string classes, string condition, LdapFilter further)
    {
        var parts = classes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => LdapFilter.Equal("objectClass", name)).ToList();
        // One that became unreadable must not become one that lets everybody in.
        if (condition.Length > 0) parts.Add(LdapFilterText.Parse(condition) ?? throw new LdapException(LdapFault.Answer, "the filter cannot be read"));
        return LdapFilter.And([.. parts, further]);
    }

    private static async Task<Result<LdapPerson>> OneAsync(LdapConnection connection, LdapSettings settings, LdapFilter who, CancellationToken cancellationToken)
    {
        var search = new LdapSearch(settings.UsersDn, LdapScope.Subtree, Filter(settings.UserObjectClasses, settings.UserFilter, who), LdapPerson.Attributes(settings), MostOfOneName, PageSize: null);
        LdapPerson? found = null;
        var count = 0;
        await foreach (var entry in connection.SearchAsync(search, cancellationToken))
        {
            found ??= LdapPerson.Read(settings, entry);
            count++;
        }

        if (found is null) return LdapErrors.NoSuchPerson;
        if (count > 1) return LdapErrors.SeveralPeople;
        return found.Subject.Length > 0 ? found : LdapErrors.NoSubject;
    }
}
