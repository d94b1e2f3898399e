using System.Globalization;
using Kpanda.Identity.Providers.Ldap.Protocol;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Looks for groups of a directory, and whose they are.</summary>
internal static class LdapGroupSearch
{
    private const int Most = 20_000;
    private const int MostOfOnePerson = 5_000;
    private const int MostMemberships = 2_000_000;
    private const int Deepest = 20;
    private const int AtOnce = 20;
    private const string Range = ";range=";

    /// <summary>A group with what its members are named by: canonical distinguished names, or what people type.</summary>
    internal sealed record Found(string Dn, string Name, IReadOnlyList<string> Members);

    /// <summary>All groups.</summary>
    public static async Task<IReadOnlyList<Found>> AllAsync(LdapConnection connection, LdapGroupSettings settings, int pageSize, CancellationToken cancellationToken)
    {
        var entries = new List<LdapEntry>();
        var memberships = 0L;
        var search = new LdapSearch(settings.GroupDn, LdapScope.Subtree, LdapPeopleSearch.Filter(settings.ObjectClasses, settings.Filter, LdapFilter.Present(settings.NameAttribute)), [settings.NameAttribute, settings.MemberAttribute], Most, pageSize);
        await foreach (var entry in connection.SearchAsync(search, cancellationToken))
        {
            memberships += entry.Values(settings.MemberAttribute).Count;
            if (memberships > MostMemberships) throw new LdapException(LdapFault.Answer, $"its groups have more than {MostMemberships} members");
            entries.Add(entry);
        }

        var groups = new List<Found>(entries.Count);
        foreach (var entry in entries)
        {
            var members = entry.Texts(settings.MemberAttribute).Concat(await RestAsync(connection, entry, settings.MemberAttribute, cancellationToken)).Select(member => Key(settings, member)).ToList();
            groups.Add(new Found(DistinguishedName.Canonical(entry.Dn) ?? entry.Dn, NameOf(entry, settings), members));
        }

        return groups;
    }

    /// <summary>Names of the groups of one person, as they are here.</summary>
    public static async Task<IReadOnlyList<string>> OfPersonAsync(LdapConnection connection, LdapGroupSettings? settings, LdapPerson person, CancellationToken cancellationToken)
    {
        if (settings is null) return [];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> members = [settings.Membership == LdapMembership.DN ? person.Dn : person.Login];
        for (var depth = 0; members.Count > 0 && depth < Deepest; depth++)
        {
            var next = new List<string>();
            foreach (var some in members.Chunk(AtOnce))
            {
                var filter = LdapPeopleSearch.Filter(settings.ObjectClasses, settings.Filter, LdapFilter.Or(some.Select(member => LdapFilter.Equal(settings.MemberAttribute, member))));
                var search = new LdapSearch(settings.GroupDn, LdapScope.Subtree, filter, [settings.NameAttribute], MostOfOnePerson, PageSize: null);
                await foreach (var entry in connection.SearchAsync(search, cancellationToken))
                {
                    if (found.Count >= MostOfOnePerson) continue;
                    if (found.TryAdd(DistinguishedName.Canonical(entry.Dn) ?? entry.Dn, NameOf(entry, settings))) next.Add(entry.Dn);
                }
            }

            members = settings is { Nested: true, Membership: LdapMembership.DN } ? next : [];
        }

        return [.. found.Values];
    }

    /// <summary>Names of each member's groups: those that name the member, and where groups are members of groups, theirs too.</summary>
    public static Dictionary<string, IReadOnlyList<string>> ByMember(IReadOnlyList<Found> groups, LdapGroupSettings settings)
    {
        var containing = new Dictionary<string, List<Found>>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var member in group.Members)
            {
                if (!containing.TryGetValue(member, out var list)) containing[member] = list = [];
                list.Add(group);
            }
        }

        var isNested = settings is { Nested: true, Membership: LdapMembership.DN };
        return containing.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. Closure(pair.Value, containing, isNested).Take(MostOfOnePerson)], StringComparer.Ordinal);
    }

    /// <summary>What a person is named by as a member.</summary>
    public static string Key(LdapGroupSettings settings, LdapPerson person) => Key(settings, settings.Membership == LdapMembership.DN ? person.Dn : person.Login);

    private static string Key(LdapGroupSettings settings, string member) =>
        settings.Membership == LdapMembership.DN ? DistinguishedName.Canonical(member) ?? member : member.Trim().ToLowerInvariant();

    // Names that cannot be had stay as they are: they are left out, and counted, where groups are joined.
    private static string NameOf(LdapEntry entry, LdapGroupSettings settings)
    {
        var name = entry.Text(settings.NameAttribute);
        return DirectoryNames.Of(name, DistinguishedName.Canonical(entry.Dn) ?? entry.Dn, "group") ?? name;
    }

    private static HashSet<string> Closure(List<Found> direct, Dictionary<string, List<Found>> containing, bool isNested)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Found>(direct);
        while (waiting.TryDequeue(out var group))
        {
            if (!seen.Add(group.Dn)) continue;
            names.Add(group.Name);
            if (!isNested || !containing.TryGetValue(group.Dn, out var above)) continue;
            foreach (var further in above) waiting.Enqueue(further);
        }

        return names;
    }

    // Active Directory tells of 1,500 members at a time: member;range=0-1499, then member;range=1500-*.
    private static async Task<IReadOnlyList<string>> RestAsync(LdapConnection connection, LdapEntry entry, string attribute, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        var current = entry;
        while (current.Names.FirstOrDefault(name => name.StartsWith(attribute + Range, StringComparison.OrdinalIgnoreCase)) is { } ranged)
        {
            var before = all.Count;
            all.AddRange(current.Texts(ranged));
            var end = ranged[(ranged.LastIndexOf('-') + 1)..];
            if (!int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || all.Count == before || all.Count > MostMemberships) break;
            var search = new LdapSearch(entry.Dn, LdapScope.Base, LdapFilter.Present("objectClass"), [$"{attribute}{Range}{last + 1}-*"], 1, PageSize: null);
            LdapEntry? next = null;
            await foreach (var found in connection.SearchAsync(search, cancellationToken)) next = found;
            if (next is null) break;
            current = next;
        }

        return all;
    }
}
