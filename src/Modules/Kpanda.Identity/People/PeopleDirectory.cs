using Dapper;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.Identity.Roles;
using Kpanda.Storage;

namespace Kpanda.Identity.People;

/// <inheritdoc cref="IPeople"/>
internal sealed class PeopleDirectory(IStateDatabase database, PersonReader reader, RoleStore roles) : IPeople
{
    private sealed record Named(Guid Id, string Name);

    public async Task<IReadOnlyDictionary<Guid, NamedSubject>> FindAsync(SubjectKind kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        (await AmongAsync(kind, "id", ids.Select(id => id.ToString()), cancellationToken)).ToDictionary(subject => subject.Id);

    public async Task<IReadOnlyDictionary<string, NamedSubject>> FindByNameAsync(SubjectKind kind, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        (await AmongAsync(kind, "name", names, cancellationToken)).ToDictionary(subject => subject.Name, StringComparer.Ordinal);

    public async Task<(IReadOnlyList<NamedSubject> Subjects, int Total)> ListAsync(SubjectKind kind, string part, PageRequest page, CancellationToken cancellationToken)
    {
        var where = $"FROM {TableOf(kind)} WHERE deleted IS NULL AND lower(name) LIKE @like ESCAPE '\\'";
        var values = new { like = LikePart.Of(part), limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<Named>(
            new CommandDefinition($"SELECT id, name {where} ORDER BY name LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows.Select(row => new NamedSubject(kind, row.Id, row.Name))], total);
    }

    public async Task<IReadOnlyList<NamedSubject>> GroupsOfAsync(Guid user, CancellationToken cancellationToken)
    {
        const string sql = "SELECT g.id, g.name FROM user_groups g JOIN group_members m ON m.group_id = g.id WHERE m.user_id = @user AND g.deleted IS NULL ORDER BY g.name";
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Named>(new CommandDefinition(sql, new { user }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new NamedSubject(SubjectKind.Group, row.Id, row.Name))];
    }

    public async Task<IReadOnlyList<Guid>> MembersAsync(Guid group, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition("SELECT user_id FROM group_members WHERE group_id = @group", new { group }, cancellationToken: cancellationToken))];
    }

    public async Task<Person?> PersonAsync(string name, CancellationToken cancellationToken)
    {
        if ((await AmongAsync(SubjectKind.User, "name", [name], cancellationToken)) is not [var found]) return null;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await reader.FindAsync(connection, null, found.Id, cancellationToken);
    }

    public async Task<IReadOnlyList<ClusterwideRole>> ClusterwideRolesAsync(Guid subject, CancellationToken cancellationToken)
    {
        var held = (await roles.HeldByAsync(subject, cancellationToken)).Select(static role => new ClusterwideRole(role, ""));
        var through = (await roles.HeldThroughGroupsAsync(subject, cancellationToken)).SelectMany(static role => role.Select(group => new ClusterwideRole(role.Key, group)));
        return [.. held.Concat(through).Where(static role => PlatformRoles.BuiltIn.GetValueOrDefault(role.Role)?.ManagesEveryCluster == true).OrderBy(static role => role.Role, StringComparer.Ordinal)];
    }

    private async Task<List<NamedSubject>> AmongAsync(SubjectKind kind, string column, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        var sql = $"SELECT id, name FROM {TableOf(kind)} WHERE deleted IS NULL AND {column} {SqlList.Among(database.Kind)}";
        var found = new List<NamedSubject>();
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var ids in wanted.Distinct(StringComparer.Ordinal).Chunk(SqlList.AtOnce))
        {
            var rows = await connection.QueryAsync<Named>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
            found.AddRange(rows.Select(row => new NamedSubject(kind, row.Id, row.Name)));
        }

        return found;
    }

    private static string TableOf(SubjectKind kind) => kind == SubjectKind.User ? "users" : "user_groups";
}
