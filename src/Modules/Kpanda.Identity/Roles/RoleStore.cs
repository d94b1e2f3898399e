using System.Data.Common;
using Dapper;
using Kpanda.Identity.Access;
using Kpanda.Identity.People;
using Kpanda.Storage;

namespace Kpanda.Identity.Roles;

/// <summary>Reads and writes the platform roles that somebody made, and who holds which role.</summary>
internal sealed class RoleStore(IStateDatabase database)
{
    public async Task<IReadOnlyList<RoleRow>> CustomAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<RoleRow>(new CommandDefinition("SELECT name, description, created, updated FROM platform_roles ORDER BY name", cancellationToken: cancellationToken))];
    }

    public async Task<IReadOnlyList<PermissionPoint>> PointsAsync(string role, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await PointsAsync(connection, null, role, cancellationToken);
    }

    public static async Task<IReadOnlyList<PermissionPoint>> PointsAsync(DbConnection connection, DbTransaction? transaction, string role, CancellationToken cancellationToken)
    {
        const string sql = "SELECT action, resource AS ResourceType, product AS Gproduct FROM platform_role_points WHERE role = @role ORDER BY product, resource, action";
        return [.. await connection.QueryAsync<PermissionPoint>(new CommandDefinition(sql, new { role }, transaction, cancellationToken: cancellationToken))];
    }

    /// <summary>The roles that a person or group holds by itself.</summary>
    public async Task<IReadOnlySet<string>> HeldByAsync(Guid subject, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var roles = await connection.QueryAsync<string>(
            new CommandDefinition("SELECT role FROM platform_role_holders WHERE subject_id = @subject", new { subject }, cancellationToken: cancellationToken));
        return roles.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The roles that a person holds, by themselves and by groups.</summary>
    public async Task<IReadOnlyList<OwnRole>> OfPersonAsync(Guid person, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT role AS Role, '' AS ByGroup FROM platform_role_holders WHERE subject_id = @person
            UNION ALL
            SELECT h.role, g.name FROM platform_role_holders h JOIN group_members m ON m.group_id = h.subject_id JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = @person AND g.deleted IS NULL
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<HeldBy>(new CommandDefinition(sql, new { person }, cancellationToken: cancellationToken));
        return
        [
            .. rows.GroupBy(row => row.Role, StringComparer.Ordinal).OrderBy(role => role.Key, StringComparer.Ordinal)
                .Select(role => new OwnRole(role.Key, [.. role.Select(row => row.ByGroup).Where(group => group.Length > 0).Order(StringComparer.Ordinal)])),
        ];
    }

    /// <summary>Who holds a role: people and groups whose name has a part, by name, and how many there are.</summary>
    public async Task<(IReadOnlyList<RoleHolder> Holders, int Total)> HoldersAsync(string role, string part, int limit, long offset, CancellationToken cancellationToken)
    {
        const string holders = """
            FROM (SELECT u.id AS id, u.name AS name, 'user' AS kind, u.first_name AS FirstName, u.last_name AS LastName
                    FROM platform_role_holders h JOIN users u ON u.id = h.subject_id WHERE h.role = @role AND u.deleted IS NULL
                  UNION ALL SELECT g.id, g.name, 'group', '', '' FROM platform_role_holders h JOIN user_groups g ON g.id = h.subject_id WHERE h.role = @role AND g.deleted IS NULL) AS found
            WHERE lower(name) LIKE @like ESCAPE '\'
            """;
        var values = new { role, like = LikePart.Of(part), limit, offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {holders}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<RoleHolder>(
            new CommandDefinition($"SELECT id, name, kind, FirstName, LastName {holders} ORDER BY kind DESC, name LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }

    /// <summary>The permissions of every role that somebody made, by its name.</summary>
    public async Task<ILookup<string, PermissionPoint>> AllPointsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Role, string Action, string Resource, string Product)>(
            new CommandDefinition("SELECT role, action, resource, product FROM platform_role_points", cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.Role, row => new PermissionPoint(row.Action, row.Resource, row.Product));
    }

    /// <summary>How many hold each role by themselves: by its name, and <c>user</c> or <c>group</c>.</summary>
    public async Task<IReadOnlyDictionary<(string Role, string Kind), int>> CountAllHoldersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Role, string Kind, int Count)>(
            new CommandDefinition("SELECT role, subject_kind, COUNT(*) FROM platform_role_holders GROUP BY role, subject_kind", cancellationToken: cancellationToken));
        return rows.ToDictionary(row => (row.Role, row.Kind), row => row.Count);
    }

    /// <summary>The roles that a person holds through groups, each with the groups that give it.</summary>
    public async Task<ILookup<string, string>> HeldThroughGroupsAsync(Guid user, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT h.role, g.name FROM group_members m JOIN platform_role_holders h ON h.subject_id = m.group_id JOIN user_groups g ON g.id = m.group_id
            WHERE m.user_id = @user AND g.deleted IS NULL ORDER BY g.name
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Role, string Group)>(new CommandDefinition(sql, new { user }, cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.Role, row => row.Group);
    }

    /// <summary>How many people and groups hold a role by themselves.</summary>
    public async Task<(int Users, int Groups)> CountHoldersAsync(string role, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var kinds = await connection.QueryAsync<string>(
            new CommandDefinition("SELECT subject_kind FROM platform_role_holders WHERE role = @role", new { role }, cancellationToken: cancellationToken));
        var counts = kinds.CountBy(kind => kind).ToDictionary();
        return (counts.GetValueOrDefault("user"), counts.GetValueOrDefault("group"));
    }

    public static Task GiveAsync(DbConnection connection, DbTransaction transaction, SubjectKind kind, Guid subject, string role, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO platform_role_holders (subject_id, subject_kind, role) VALUES (@subject, @kind, @role) ON CONFLICT (subject_id, role) DO NOTHING",
                new { subject, kind = kind == SubjectKind.User ? "user" : "group", role },
                transaction,
                cancellationToken: cancellationToken));

    public static Task TakeAsync(DbConnection connection, DbTransaction transaction, Guid subject, string role, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM platform_role_holders WHERE subject_id = @subject AND role = @role", new { subject, role }, transaction, cancellationToken: cancellationToken));

    public static Task TakeAllAsync(DbConnection connection, DbTransaction transaction, Guid subject, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("DELETE FROM platform_role_holders WHERE subject_id = @subject", new { subject }, transaction, cancellationToken: cancellationToken));

    public static Task<RoleRow?> FindAsync(DbConnection connection, DbTransaction? transaction, string name, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<RoleRow>(
            new CommandDefinition("SELECT name, description, created, updated FROM platform_roles WHERE name = @name", new { name }, transaction, cancellationToken: cancellationToken));

    /// <summary>Writes a role with its permissions in place of what it was.</summary>
    public static async Task SaveAsync(DbConnection connection, DbTransaction transaction, RoleRow role, IReadOnlyList<PermissionPoint> points, CancellationToken cancellationToken)
    {
        const string save = """
            INSERT INTO platform_roles (name, description, created, updated) VALUES (@Name, @Description, @Created, @Updated)
            ON CONFLICT (name) DO UPDATE SET description = excluded.description, updated = excluded.updated
            """;
        const string point = "INSERT INTO platform_role_points (role, product, resource, action) VALUES (@Name, @Gproduct, @ResourceType, @Action)";
        await connection.ExecuteAsync(new CommandDefinition(save, role, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM platform_role_points WHERE role = @Name", new { role.Name }, transaction, cancellationToken: cancellationToken));
        foreach (var one in points.Distinct())
            await connection.ExecuteAsync(new CommandDefinition(point, new { role.Name, one.Gproduct, one.ResourceType, one.Action }, transaction, cancellationToken: cancellationToken));
    }

    public static async Task DeleteAsync(DbConnection connection, DbTransaction transaction, string name, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])["DELETE FROM platform_role_holders WHERE role = @name", "DELETE FROM platform_role_points WHERE role = @name", "DELETE FROM platform_roles WHERE name = @name"])
            await connection.ExecuteAsync(new CommandDefinition(sql, new { name }, transaction, cancellationToken: cancellationToken));
    }
}

/// <summary>A role that somebody holds. Columns of no table: no parameters, they have no type on SQLite while there is no row.</summary>
internal sealed record HeldBy
{
    public string Role { get; init; } = "";

    /// <summary>The group that gives it; empty for the person themselves.</summary>
    public string ByGroup { get; init; } = "";
}

/// <summary>A row of <c>platform_roles</c>.</summary>
internal sealed record RoleRow(string Name, string Description, DateTimeOffset Created, DateTimeOffset Updated);

/// <summary>A person or group that holds a role.</summary>
internal sealed record RoleHolder
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>user</c> or <c>group</c>. Of no table, and so no parameter: it has no type on SQLite while there is no row.</summary>
    public string Kind { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";
}
