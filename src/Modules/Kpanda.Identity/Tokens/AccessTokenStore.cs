using Dapper;
using Kpanda.Identity.Sessions;
using Kpanda.Storage;

namespace Kpanda.Identity.Tokens;

/// <summary>The access tokens among <c>credentials</c>: they have a name and no session.</summary>
internal sealed class AccessTokenStore(IStateDatabase database)
{
    private const string Own = "kind = 'token' AND session_id IS NULL AND user_id = @userId";

    /// <summary>Adds a token; false where its owner has <paramref name="most"/> already.</summary>
    public async Task<bool> AddAsync(AccessTokenRow token, Guid userId, Guid? parentId, string hash, int most, CancellationToken cancellationToken)
    {
        const string insert = """
            INSERT INTO credentials (id, kind, user_id, session_id, name, hash, created, last_used, expires, cluster, parent_id)
            VALUES (@Id, 'token', @userId, NULL, @Name, @hash, @Created, @LastUsed, @Expires, @Cluster, @parentId)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Those that have ended take nobody's place.
        await connection.ExecuteAsync(new CommandDefinition($"DELETE FROM credentials WHERE {Own} AND expires < @now", new { userId, now = token.Created }, transaction, cancellationToken: cancellationToken));
        var count = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) FROM credentials WHERE {Own}", new { userId }, transaction, cancellationToken: cancellationToken));
        if (count >= most) return false;

        var values = new { token.Id, token.Name, token.Created, token.LastUsed, token.Expires, token.Cluster, userId, parentId, hash };
        await connection.ExecuteAsync(new CommandDefinition(insert, values, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>All of one person, the newest first.</summary>
    public async Task<IReadOnlyList<AccessTokenRow>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<AccessTokenRow>(
            new CommandDefinition($"SELECT id, name, cluster, created, last_used AS LastUsed, expires FROM credentials WHERE {Own} ORDER BY created DESC, id DESC", new { userId }, cancellationToken: cancellationToken))];
    }

    /// <summary>Whether this is a token of that person.</summary>
    public async Task<bool> IsOwnAsync(Guid id, Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) FROM credentials WHERE {Own} AND id = @id", new { userId, id }, cancellationToken: cancellationToken)) > 0;
    }
}
