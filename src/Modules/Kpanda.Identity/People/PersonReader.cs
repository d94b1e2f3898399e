using System.Data.Common;
using Dapper;
using Kpanda.Identity.Access;
using Kpanda.Identity.Roles;
using Kpanda.KubeModel;
using Kpanda.Storage;

namespace Kpanda.Identity.People;

/// <summary>Makes people out of names: with their groups, and what they may do by the platform roles that they hold themselves or through groups. One query for any number of them.</summary>
internal sealed class PersonReader(IStateDatabase database)
{
    // Columns that are no columns of a table have no type on SQLite while there is no row: properties take what comes, constructors do not.
    private sealed record Fact
    {
        public Guid UserId { get; init; }

        public string Kind { get; init; } = "";

        public string First { get; init; } = "";

        public string Second { get; init; } = "";

        public string Third { get; init; } = "";
    }

    public async Task<Dictionary<Guid, Person>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<(Guid Id, string Name)> users, CancellationToken cancellationToken)
    {
        var among = SqlList.Among(database.Kind);
        var sql = $"""
            WITH held AS (
                SELECT subject_id AS user_id, role FROM platform_role_holders WHERE subject_id {among}
                UNION
                SELECT m.user_id, h.role FROM group_members m JOIN platform_role_holders h ON h.subject_id = m.group_id WHERE m.user_id {among})
            SELECT m.user_id AS UserId, 'group' AS Kind, g.id AS First, g.name AS Second, '' AS Third FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id {among}
            UNION ALL SELECT user_id, 'role', role, '', '' FROM held
            UNION ALL SELECT held.user_id, 'point', p.action, p.resource, p.product FROM held JOIN platform_role_points p ON p.role = held.role
            """;
        var ids = users.Select(user => user.Id.ToString()).Distinct().ToArray();
        var facts = (await connection.QueryAsync<Fact>(new CommandDefinition(sql, new { ids }, transaction, cancellationToken: cancellationToken))).ToLookup(fact => fact.UserId);
        var people = new Dictionary<Guid, Person>();
        foreach (var (id, name) in users) people[id] = Make(id, name, facts[id]);
        return people;
    }

    /// <summary>One person; null where there is none of this id.</summary>
    public async Task<Person?> FindAsync(DbConnection connection, DbTransaction? transaction, Guid id, CancellationToken cancellationToken)
    {
        var name = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition("SELECT name FROM users WHERE id = @id AND deleted IS NULL", new { id }, transaction, cancellationToken: cancellationToken));
        return name is null ? null : (await ReadAsync(connection, transaction, [(id, name)], cancellationToken))[id];
    }

    private static Person Make(Guid id, string name, IEnumerable<Fact> facts)
    {
        var groups = new List<(Guid Id, string Name)>();
        var points = new List<(string Verb, GroupResource Resource)>();
        var isAdministrator = false;
        var managesEveryCluster = false;
        foreach (var fact in facts)
        {
            if (fact.Kind == "group") groups.Add((Guid.Parse(fact.First), fact.Second));
            else if (fact.Kind == "point") points.Add(new PermissionPoint(fact.First, fact.Second, fact.Third).ToRight());
            else if (PlatformRoles.BuiltIn.TryGetValue(fact.First, out var role))
            {
                isAdministrator |= role.Name == PlatformRoles.Admin;
                managesEveryCluster |= role.ManagesEveryCluster;
                points.AddRange(role.Points.Select(point => point.ToRight()));
            }
        }

        groups.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        List<string> names = [.. groups.Select(group => group.Name)];
        if (managesEveryCluster) names.Add(Person.PlatformAdministratorsGroup);
        return new Person(id, name, names, isAdministrator)
        {
            GroupIds = [.. groups.Select(group => group.Id)],
            Rights = points.Count == 0 ? PlatformRights.None : PlatformRights.Of(points),
            ManagesEveryCluster = managesEveryCluster,
        };
    }
}
