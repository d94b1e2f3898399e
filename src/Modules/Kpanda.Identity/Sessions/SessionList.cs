using Dapper;
using Kpanda.Identity.Account;
using Kpanda.Storage;

namespace Kpanda.Identity.Sessions;

/// <summary>The sessions of a person, for themselves and for those who look after people.</summary>
internal sealed class SessionList(IStateDatabase database, SessionRegistry sessions)
{
    private sealed record Row(Guid Id, string Address, string Agent, DateTimeOffset Created, DateTimeOffset LastUsed, DateTimeOffset Expires);

    /// <summary>All of them, the one used last first.</summary>
    /// <param name="current">The session that asks.</param>
    public async Task<IReadOnlyList<OwnSession>> OfAsync(Guid user, Guid? current, CancellationToken cancellationToken)
    {
        const string sql = "SELECT id, address, agent, created, last_used AS LastUsed, expires FROM credentials WHERE user_id = @user AND kind = 'session' ORDER BY last_used DESC, id DESC";
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, new { user }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new OwnSession($"{row.Id}", row.Address, row.Agent, Rfc3339.Text(row.Created), Rfc3339.Text(row.LastUsed), Rfc3339.Text(row.Expires), row.Id == current))];
    }

    /// <summary>Ends one of them; false where the person has no such session.</summary>
    public async Task<bool> EndAsync(Guid user, string id, CancellationToken cancellationToken)
    {
        const string sql = "SELECT COUNT(*) FROM credentials WHERE id = @session AND user_id = @user AND kind = 'session'";
        if (!Guid.TryParse(id, out var session)) return false;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, new { session, user }, cancellationToken: cancellationToken)) == 0) return false;
        }

        await sessions.EndAsync(session, cancellationToken);
        return true;
    }
}
