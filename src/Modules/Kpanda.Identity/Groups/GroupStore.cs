using System.Data.Common;
using Dapper;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.People;
using Kpanda.Storage;

namespace Kpanda.Identity.Groups;

/// <summary>Reads and writes <c>user_groups</c> and <c>group_members</c>. A deleted group is never found, and the name is never free again.</summary>
internal sealed class GroupStore(IStateDatabase database)
{
    private const string Columns = "g.id, g.name, g.description, g.created, g.updated, g.issuer, (SELECT COUNT(*) FROM group_members m WHERE m.group_id = g.id) AS Members";

    /// <summary>One page of those whose name or description has a part, and how many there are in all.</summary>
    /// <param name="order">As <see cref="OrderOf"/> gives it.</param>
    public async Task<(IReadOnlyList<GroupRow> Groups, int Total)> ListAsync(string search, string order, PageRequest page, CancellationToken cancellationToken)
    {
        const string where = "FROM user_groups g WHERE g.deleted IS NULL AND (lower(g.name) LIKE @like ESCAPE '\\' OR lower(g.description) LIKE @like ESCAPE '\\')";
        var values = new { like = LikePart.Of(search), limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<GroupRow>(
            new CommandDefinition($"SELECT {Columns} {where} ORDER BY {order} LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }

    /// <summary>The order that a request asks for; null where there is none like it.</summary>
    public static string? OrderOf(string? sortBy, string? sortDir)
    {
        if (sortDir is not (null or "" or "asc" or "desc")) return null;
        var direction = sortDir == "desc" ? "DESC" : "ASC";
        // By name within: pages must not overlap.
        return sortBy switch
        {
            null or "" or "name" => $"g.name {direction}",
            "userCount" => $"Members {direction}, g.name",
            "createdAt" => $"g.created {direction}, g.name",
            _ => null,
        };
    }

    /// <summary>By its name, which only one has; null where there is none.</summary>
    public async Task<GroupRow?> FindByNameAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<GroupRow>(
            new CommandDefinition($"SELECT {Columns} FROM user_groups g WHERE g.deleted IS NULL AND g.name = @name", new { name }, cancellationToken: cancellationToken));
    }

    public async Task<GroupRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, id, cancellationToken);
    }

    public static Task<GroupRow?> FindAsync(DbConnection connection, DbTransaction? transaction, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<GroupRow>(
            new CommandDefinition($"SELECT {Columns} FROM user_groups g WHERE g.deleted IS NULL AND g.id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    /// <summary>The groups of one person whose name has a part, by name.</summary>
    public async Task<(IReadOnlyList<GroupRow> Groups, int Total)> OfUserAsync(Guid user, string search, PageRequest page, CancellationToken cancellationToken)
    {
        const string where = "FROM user_groups g JOIN group_members of_user ON of_user.group_id = g.id WHERE of_user.user_id = @user AND g.deleted IS NULL AND lower(g.name) LIKE @like ESCAPE '\\'";
        var values = new { user, like = LikePart.Of(search), limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<GroupRow>(
            new CommandDefinition($"SELECT {Columns} {where} ORDER BY g.name LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }

    /// <summary>The members of a group whose name has a part, by name.</summary>
    public async Task<(IReadOnlyList<UserRecord> Users, int Total)> MembersAsync(Guid group, string search, PageRequest page, CancellationToken cancellationToken)
    {
        const string where = "FROM users WHERE deleted IS NULL AND id IN (SELECT user_id FROM group_members WHERE group_id = @group) AND lower(name) LIKE @like ESCAPE '\\'";
        var values = new { group, like = LikePart.Of(search), limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<UserRecord>(
            new CommandDefinition($"SELECT {UserStore.Columns} {where} ORDER BY name LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }

    /// <summary>False where the name is or was taken.</summary>
    public static async Task<bool> AddAsync(DbConnection connection, DbTransaction transaction, GroupRow group, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO user_groups (id, name, description, created, updated) VALUES (@Id, @Name, @Description, @Created, @Updated) ON CONFLICT (name) DO NOTHING",
                group,
                transaction,
                cancellationToken: cancellationToken)) == 1;

    public static Task DescribeAsync(DbConnection connection, DbTransaction transaction, Guid id, string description, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition("UPDATE user_groups SET description = @description, updated = @now WHERE id = @id", new { id, description, now }, transaction, cancellationToken: cancellationToken));

    public static async Task DeleteAsync(DbConnection connection, DbTransaction transaction, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM group_members WHERE group_id = @id", new { id }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("UPDATE user_groups SET deleted = @now WHERE id = @id", new { id, now }, transaction, cancellationToken: cancellationToken));
    }

    public static Task JoinAsync(DbConnection connection, DbTransaction transaction, Guid group, Guid user, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO group_members (group_id, user_id) VALUES (@group, @user) ON CONFLICT (group_id, user_id) DO NOTHING", new { group, user }, transaction, cancellationToken: cancellationToken));

    /// <summary>False where the person was no member.</summary>
    public static async Task<bool> LeaveAsync(DbConnection connection, DbTransaction transaction, Guid group, Guid user, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM group_members WHERE group_id = @group AND user_id = @user", new { group, user }, transaction, cancellationToken: cancellationToken)) == 1;
}

/// <summary>A row of <c>user_groups</c>.</summary>
internal sealed record GroupRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose word makes its members; empty for this platform's own.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>How many people are members. Counted, and so no parameter: it has no type on SQLite while there is no row.</summary>
    public int Members { get; init; }
}
