using Dapper;
using Kpanda.Identity.Access;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Storage;

namespace Kpanda.Identity.Sessions;

/// <summary>Reads and writes <c>credentials</c>.</summary>
internal sealed class CredentialStore(IStateDatabase database, PersonReader people)
{
    private const string Insert = """
        INSERT INTO credentials (id, kind, user_id, session_id, name, hash, created, last_used, expires, address, agent, restriction)
        VALUES (@Id, @Kind, @UserId, @SessionId, @Name, @Hash, @Created, @Created, @Expires, @Address, @Agent, @Restriction)
        """;

    internal sealed record NewCredential(Guid Id, string Kind, Guid UserId, Guid? SessionId, string Name, string Hash, DateTimeOffset Created, DateTimeOffset Expires)
    {
        public string Address { get; init; } = "";

        public string Agent { get; init; } = "";

        public string Restriction { get; init; } = "";
    }

    private sealed record Row(Guid Id, string Kind, Guid? SessionId, DateTimeOffset LastUsed, DateTimeOffset Expires, string Cluster, string Restriction, Guid UserId, string UserName);

    private sealed record Owner(Guid Id, Guid UserId, string UserName);

    /// <summary>Stores what one sign-in issued, and removes what has expired meanwhile.</summary>
    /// <param name="mostSessions">So many sessions the person keeps: beyond it, those that were used longest ago end. Null for any number.</param>
    public async Task AddAsync(IReadOnlyList<NewCredential> issued, DateTimeOffset now, int? mostSessions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("DELETE FROM credentials WHERE expires < @now", new { now }, transaction);
        foreach (var credential in issued) await connection.ExecuteAsync(Insert, credential, transaction);
        var id = issued[0].UserId;
        if (issued[0].Kind == Credential.Session) await connection.ExecuteAsync("UPDATE users SET last_sign_in = @now WHERE id = @id", new { now, id }, transaction);
        if (mostSessions is { } most)
        {
            const string older = """
                DELETE FROM credentials WHERE kind = 'session' AND user_id = @id AND id NOT IN (
                    SELECT id FROM credentials WHERE kind = 'session' AND user_id = @id ORDER BY last_used DESC, id DESC LIMIT @most)
                """;
            await connection.ExecuteAsync(older, new { id, most }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<Credential?> FindAsync(string kind, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT c.id, c.kind, c.session_id AS SessionId, c.last_used AS LastUsed, c.expires, c.cluster, c.restriction, u.id AS UserId, u.name AS UserName
            FROM credentials c JOIN users u ON u.id = c.user_id
            WHERE c.kind = @kind AND c.hash = @hash AND u.enabled AND u.deleted IS NULL
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, new { kind, hash }, cancellationToken: cancellationToken));
        if (row is null) return null;
        var person = (await people.ReadAsync(connection, null, [(row.UserId, row.UserName)], cancellationToken))[row.UserId];
        return new Credential(row.Id, row.Kind, row.SessionId, row.LastUsed, row.Expires, person, now, row.Cluster, row.Restriction);
    }

    /// <summary>Those of <paramref name="ids"/> that are still good, with whose they are.</summary>
    public async Task<Dictionary<Guid, Person>> GoodAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, TimeSpan idle, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT c.id, u.id AS UserId, u.name AS UserName FROM credentials c JOIN users u ON u.id = c.user_id
            WHERE c.id {SqlList.Among(database.Kind)} AND c.expires > @now AND (c.kind <> 'session' OR c.last_used > @idleSince) AND u.enabled AND u.deleted IS NULL
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var found = new Dictionary<Guid, Person>();
        foreach (var some in ids.Chunk(SqlList.AtOnce))
        {
            var parameters = new { ids = some.Select(id => id.ToString()).ToArray(), now, idleSince = now - idle };
            var owners = (await connection.QueryAsync<Owner>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).ToList();
            var persons = await people.ReadAsync(connection, null, [.. owners.Select(owner => (owner.UserId, owner.UserName)).Distinct()], cancellationToken);
            foreach (var owner in owners) found[owner.Id] = persons[owner.UserId];
        }

        return found;
    }

    public async Task TouchAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("UPDATE credentials SET last_used = @now WHERE id = @id", new { id, now }, cancellationToken: cancellationToken));
    }

    /// <summary>Ends a session with the tokens that were issued with it, or one token.</summary>
    /// <returns>False where it had ended already.</returns>
    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition("DELETE FROM credentials WHERE id = @id OR session_id = @id", new { id }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Ends the sessions of a person with the tokens that were issued with them, but for one; access tokens stay.</summary>
    public async Task RemoveSessionsOfAsync(Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM credentials WHERE user_id = @userId AND kind IN ('session', 'challenge') AND id <> @except";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { userId, except = except ?? Guid.Empty }, cancellationToken: cancellationToken));
    }

    /// <summary>Whether a policy demands a second factor of somebody.</summary>
    public async Task<bool> MustHaveSecondFactorAsync(Guid userId, SecondFactorPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.Everybody || !policy.Administrators) return policy.Everybody;
        const string sql = """
            SELECT COUNT(*) FROM platform_role_holders WHERE subject_id = @userId OR subject_id IN (SELECT group_id FROM group_members WHERE user_id = @userId)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, new { userId }, cancellationToken: cancellationToken)) > 0;
    }
}
