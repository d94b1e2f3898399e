using System.Text;
using Dapper;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Reads and writes <c>identity_providers</c>. A secret opens only for the provider that it was sealed for.</summary>
internal sealed class ProviderStore(IStateDatabase database, SecretBox secrets)
{
    /// <summary>Where the client secrets stand.</summary>
    public static readonly SealedColumn SealedClientSecret = new("identity_providers", "client_secret", "id", id => $"identity/provider/{id}");

    private const string Select = """
        SELECT id, alias, display_name AS DisplayName, issuer, client_id AS ClientId, client_secret AS ClientSecret, client_authentication AS ClientAuthentication, link_by_email AS LinkByEmail, enabled,
               scopes, name_claim AS NameClaim, groups_claim AS GroupsClaim, group_prefix AS GroupPrefix, created, updated
        FROM identity_providers
        """;

    private const string Insert = """
        INSERT INTO identity_providers (id, alias, display_name, issuer, client_id, client_secret, client_authentication, link_by_email, enabled, scopes, name_claim, groups_claim, group_prefix, created, updated)
        VALUES (@Id, @Alias, @DisplayName, @Issuer, @ClientId, @ClientSecret, @ClientAuthentication, @LinkByEmail, @Enabled, @Scopes, @NameClaim, @GroupsClaim, @GroupPrefix, @Created, @Updated)
        ON CONFLICT (alias) DO NOTHING
        """;

    private const string Change = """
        UPDATE identity_providers SET display_name = @DisplayName, client_id = @ClientId, client_secret = @ClientSecret, client_authentication = @ClientAuthentication, link_by_email = @LinkByEmail,
               enabled = @Enabled, scopes = @Scopes, name_claim = @NameClaim, groups_claim = @GroupsClaim, group_prefix = @GroupPrefix, updated = @Updated
        WHERE id = @Id
        """;

    public async Task<IReadOnlyList<Provider>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Provider>(new CommandDefinition($"{Select} ORDER BY alias", cancellationToken: cancellationToken))];
    }

    public async Task<Provider?> FindAsync(string alias, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Provider>(new CommandDefinition($"{Select} WHERE alias = @alias", new { alias }, cancellationToken: cancellationToken));
    }

    /// <summary>How many people each issuer is known to vouch for.</summary>
    public async Task<IReadOnlyDictionary<string, IssuerPeople>> PeopleAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT issuer AS Issuer, COUNT(*) AS People, SUM(alone) AS Dependents FROM (
                SELECT DISTINCT e.issuer AS issuer, e.user_id AS user_id, CASE WHEN u.password = '' AND NOT EXISTS (
                    SELECT 1 FROM external_identities o JOIN identity_providers p ON p.issuer = o.issuer WHERE o.user_id = e.user_id AND o.issuer <> e.issuer AND p.enabled) THEN 1 ELSE 0 END AS alone
                FROM external_identities e JOIN users u ON u.id = e.user_id WHERE u.deleted IS NULL AND u.enabled) AS known
            GROUP BY issuer
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<IssuerPeople>(new CommandDefinition(sql, cancellationToken: cancellationToken))).ToDictionary(row => row.Issuer, StringComparer.Ordinal);
    }

    /// <summary>The provider that vouched for a session; null for a session that none vouched for.</summary>
    public async Task<Provider?> OfSessionAsync(Guid session, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Provider>(
            new CommandDefinition($"{Select} WHERE id IN (SELECT provider_id FROM external_sessions WHERE session_id = @session)", new { session }, cancellationToken: cancellationToken));
    }

    /// <summary>False where the alias is taken.</summary>
    public async Task<bool> AddAsync(Provider provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(Insert, provider, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Changes it; one that is disabled ends what it vouched for.</summary>
    public async Task ChangeAsync(Provider provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Change, provider, transaction, cancellationToken: cancellationToken));
        if (!provider.Enabled) await ExternalSessions.EndAllAsync(connection, transaction, provider.Id, provider.Issuer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes it and ends what it vouched for. Who somebody is there stays known: a provider of the same issuer knows them again.</summary>
    public async Task DeleteAsync(Provider provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExternalSessions.EndAllAsync(connection, transaction, provider.Id, provider.Issuer, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM identity_providers WHERE id = @Id", provider, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    public byte[] Seal(Guid provider, string secret) => secret.Length == 0 ? [] : secrets.Seal(Encoding.UTF8.GetBytes(secret), Context(provider));

    /// <summary>The client's secret; empty where it has none.</summary>
    public string Open(Provider provider) => provider.ClientSecret.Length == 0 ? "" : Encoding.UTF8.GetString(secrets.Open(provider.ClientSecret, Context(provider.Id)));

    private static string Context(Guid provider) => SealedClientSecret.Context(provider.ToString());
}

/// <summary>People that an issuer vouches for. Sums have no type on SQLite while there is no row, and so are no parameters.</summary>
internal sealed record IssuerPeople
{
    public string Issuer { get; init; } = "";

    public long People { get; init; }

    /// <summary>Those of them who have no password and no other enabled provider.</summary>
    public long Dependents { get; init; }
}
