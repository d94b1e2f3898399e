using System.Data.Common;
using Dapper;
using Kpanda.Storage;

namespace Kpanda.Identity.Providers;

/// <summary>Reads and writes <c>external_sessions</c>: what a provider vouched for, and ends with it.</summary>
internal sealed class ExternalSessions(IStateDatabase database)
{
    /// <summary>Remembers that a provider vouched for the session of the token with this hash.</summary>
    public async Task VouchAsync(Guid provider, string hash, CancellationToken cancellationToken)
    {
        const string sql = "INSERT INTO external_sessions (session_id, provider_id) SELECT session_id, @provider FROM credentials WHERE hash = @hash";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { provider = provider.ToString(), hash }, cancellationToken: cancellationToken));
    }

    /// <summary>Remembers it of a credential by its id: of a challenge, until its second step.</summary>
    public async Task RememberAsync(Guid credential, Guid provider, CancellationToken cancellationToken)
    {
        const string sql = "INSERT INTO external_sessions (session_id, provider_id) VALUES (@credential, @provider)";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { credential, provider = provider.ToString() }, cancellationToken: cancellationToken));
    }

    /// <summary>Who vouched for a credential; null for nobody.</summary>
    public async Task<Guid?> ProviderOfAsync(Guid credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition("SELECT provider_id FROM external_sessions WHERE session_id = @credential", new { credential }, cancellationToken: cancellationToken));
        return found is null ? null : Guid.Parse(found);
    }

    /// <summary>What a provider vouched for does not outlive it: its sessions, and everything of people who cannot sign in otherwise.</summary>
    public static Task EndAllAsync(DbConnection connection, DbTransaction transaction, Guid provider, string issuer, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                DELETE FROM credentials WHERE id IN (SELECT session_id FROM external_sessions WHERE provider_id = @provider)
                    OR user_id IN (SELECT e.user_id FROM external_identities e JOIN users u ON u.id = e.user_id WHERE e.issuer = @issuer AND u.password = '')
                """,
                new { provider = provider.ToString(), issuer },
                transaction,
                cancellationToken: cancellationToken));

    /// <summary>Ends those of one person.</summary>
    public static Task EndOfAsync(DbConnection connection, DbTransaction transaction, Guid provider, Guid user, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM credentials WHERE user_id = @user AND id IN (SELECT session_id FROM external_sessions WHERE provider_id = @provider)",
                new { provider = provider.ToString(), user },
                transaction,
                cancellationToken: cancellationToken));
}
