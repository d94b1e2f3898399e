using Dapper;
using Kpanda.Hosting.Paging;
using Kpanda.Storage;

namespace Kpanda.Identity.People;

/// <summary>Reads and writes <c>users</c>. A deleted person is never found, and the name is never free again.</summary>
internal sealed class UserStore(IStateDatabase database)
{
    private const string Columns =
        "id, name, password, first_name AS FirstName, last_name AS LastName, email, description, enabled, temporary_password AS TemporaryPassword, administrator, created, updated, last_sign_in AS LastSignIn";

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM users", cancellationToken: cancellationToken)) == 0;
    }

    public Task<UserRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => FindAsync("id = @key", id, cancellationToken);

    public Task<UserRecord?> FindByNameAsync(string name, CancellationToken cancellationToken) => FindAsync("name = @key", name, cancellationToken);

    /// <summary>Adds a person; false where the name is or was taken.</summary>
    public async Task<bool> AddAsync(UserRecord user, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO users (id, name, password, first_name, last_name, email, description, enabled, temporary_password, administrator, created, updated)
            VALUES (@Id, @Name, @Password, @FirstName, @LastName, @Email, @Description, @Enabled, @TemporaryPassword, @Administrator, @Created, @Updated)
            ON CONFLICT (name) DO NOTHING
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, user, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>One page of the people whose name has a part, by name, and how many there are.</summary>
    public async Task<(IReadOnlyList<(Guid Id, string Name)> Users, int Total)> ListAsync(string part, PageRequest page, CancellationToken cancellationToken)
    {
        const string where = "FROM users WHERE deleted IS NULL AND lower(name) LIKE @like ESCAPE '\\'";
        var values = new { like = LikePart.Of(part), limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var users = await connection.QueryAsync<NamedUser>(
            new CommandDefinition($"SELECT id, name {where} ORDER BY name LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. users.Select(user => (user.Id, user.Name))], total);
    }

    public async Task SetPasswordAsync(Guid id, string password, bool temporary, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE users SET password = @password, temporary_password = @temporary, updated = @now WHERE id = @id";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id, password, temporary, now }, cancellationToken: cancellationToken));
    }

    private async Task<UserRecord?> FindAsync<TKey>(string where, TKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserRecord>(
            new CommandDefinition($"SELECT {Columns} FROM users WHERE deleted IS NULL AND {where}", new { key }, cancellationToken: cancellationToken));
    }

    private sealed record NamedUser(Guid Id, string Name);
}
