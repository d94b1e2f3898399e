using System.Data.Common;
using Dapper;
using Kpanda.Storage;

namespace Kpanda.Identity.People;

/// <summary>Reads and writes <c>users</c>. A deleted person is never found, and the name is never free again.</summary>
internal sealed class UserStore(IStateDatabase database)
{
    internal const string Columns =
        "id, name, password, first_name AS FirstName, last_name AS LastName, email, description, enabled, temporary_password AS TemporaryPassword, created, updated, last_sign_in AS LastSignIn, password_changed AS PasswordChanged, source";

    private const string Insert = """
        INSERT INTO users (id, name, password, first_name, last_name, email, description, enabled, temporary_password, administrator, created, updated, password_changed, source)
        VALUES (@Id, @Name, @Password, @FirstName, @LastName, @Email, @Description, @Enabled, @TemporaryPassword, FALSE, @Created, @Updated, @PasswordChanged, @Source)
        ON CONFLICT (name) DO NOTHING
        """;

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM users", cancellationToken: cancellationToken)) == 0;
    }

    public Task<UserRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => FindAsync("id = @key", id, cancellationToken);

    public Task<UserRecord?> FindByNameAsync(string name, CancellationToken cancellationToken) => FindAsync("name = @key", name, cancellationToken);

    /// <summary>Adds a person; false where the name is or was taken.</summary>
    /// <param name="role">A platform role to begin with; empty for none.</param>
    public async Task<bool> AddAsync(UserRecord user, string role, CancellationToken cancellationToken)
    {
        const string grant = "INSERT INTO platform_role_holders (subject_id, subject_kind, role) VALUES (@Id, 'user', @role)";
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AddAsync(connection, transaction, user, cancellationToken)) return false;
        if (role.Length > 0) await connection.ExecuteAsync(new CommandDefinition(grant, new { user.Id, role }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Within somebody else's transaction: false where the name is or was taken.</summary>
    public static async Task<bool> AddAsync(DbConnection connection, DbTransaction transaction, UserRecord user, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(Insert, user, transaction, cancellationToken: cancellationToken)) == 1;

    /// <summary>Whether the name is or was taken.</summary>
    public async Task<bool> WasUsedAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM users WHERE name = @name", new { name }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Those of <paramref name="names"/> that are or were taken.</summary>
    public async Task<HashSet<string>> UsedAmongAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var sql = $"SELECT name FROM users WHERE name {SqlList.Among(database.Kind)}";
        await using var connection = await database.OpenAsync(cancellationToken);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ids in names.Chunk(SqlList.AtOnce)) used.UnionWith(await connection.QueryAsync<string>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken)));
        return used;
    }

    /// <summary>Keeps the same password as another hash.</summary>
    public async Task RehashAsync(Guid id, string password, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("UPDATE users SET password = @password WHERE id = @id", new { id, password }, cancellationToken: cancellationToken));
    }

    /// <summary>Within somebody else's transaction: null where there is none of this id.</summary>
    public static Task<UserRecord?> FindAsync(DbConnection connection, DbTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<UserRecord>(
            new CommandDefinition($"SELECT {Columns} FROM users WHERE deleted IS NULL AND id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    private async Task<UserRecord?> FindAsync<TKey>(string where, TKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserRecord>(
            new CommandDefinition($"SELECT {Columns} FROM users WHERE deleted IS NULL AND {where}", new { key }, cancellationToken: cancellationToken));
    }
}
