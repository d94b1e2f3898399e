using System.Text;
using System.Text.Json;
using Dapper;
using Kpanda.Hosting.Json;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Reads and writes <c>ldap_providers</c>. A secret opens only for the directory that it was sealed for.</summary>
internal sealed class LdapStore(IStateDatabase database, SecretBox secrets)
{
    /// <summary>Where the secrets of binds stand.</summary>
    public static readonly SealedColumn SealedBindSecret = new("ldap_providers", "bind_secret", "id", id => $"identity/ldap/{id}");

    private const string Select = "SELECT id, name, settings, bind_secret AS BindSecret, enabled, sync_began AS SyncBegan, sync_result AS SyncResult, created, updated FROM ldap_providers";

    private sealed record Row(Guid Id, string Name, string Settings, byte[] BindSecret, bool Enabled, DateTimeOffset SyncBegan, string SyncResult, DateTimeOffset Created, DateTimeOffset Updated)
    {
        public LdapProvider Provider => new(Id, Name, Read<LdapSettings>(Settings)!, BindSecret, Enabled, SyncBegan, SyncResult.Length == 0 ? null : Read<LdapSyncResult>(SyncResult), Created, Updated);
    }

    public async Task<IReadOnlyList<LdapProvider>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition($"{Select} ORDER BY name", cancellationToken: cancellationToken))).Select(row => row.Provider)];
    }

    public async Task<LdapProvider?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"{Select} WHERE id = @id", new { id }, cancellationToken: cancellationToken)))?.Provider;
    }

    /// <summary>False where the name is taken.</summary>
    public async Task<bool> AddAsync(LdapProvider provider, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO ldap_providers (id, name, settings, bind_secret, enabled, sync_began, sync_until, sync_result, created, updated)
            VALUES (@Id, @Name, @Settings, @BindSecret, @Enabled, 0, 0, '', @Created, @Updated)
            ON CONFLICT (name) DO NOTHING
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, Values(provider), cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Changes it; one that is disabled ends what it vouched for.</summary>
    public async Task ChangeAsync(LdapProvider provider, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE ldap_providers SET settings = @Settings, bind_secret = @BindSecret, enabled = @Enabled, updated = @Updated WHERE id = @Id";
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, Values(provider), transaction, cancellationToken: cancellationToken));
        if (!provider.Enabled) await ExternalSessions.EndAllAsync(connection, transaction, provider.Id, provider.Source.Issuer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes it and ends what it vouched for. Its people stay, and cannot sign in.</summary>
    public async Task DeleteAsync(LdapProvider provider, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExternalSessions.EndAllAsync(connection, transaction, provider.Id, provider.Source.Issuer, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM ldap_providers WHERE id = @Id", new { provider.Id }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes the right to sync for a while; false where somebody else has it.</summary>
    public async Task<bool> ClaimSyncAsync(Guid id, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            new CommandDefinition("UPDATE ldap_providers SET sync_began = @now, sync_until = @until WHERE id = @id AND sync_until < @now", new { id, now, until }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Gives it back, with what came of it.</summary>
    public async Task EndSyncAsync(Guid id, LdapSyncResult result, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition("UPDATE ldap_providers SET sync_until = 0, sync_result = @result WHERE id = @id", new { id, result = Write(result) }, cancellationToken: cancellationToken));
    }

    public byte[] Seal(Guid provider, string secret) => secret.Length == 0 ? [] : secrets.Seal(Encoding.UTF8.GetBytes(secret), SealedBindSecret.Context($"{provider}"));

    /// <summary>The password of the bind.</summary>
    public string Open(LdapProvider provider) => provider.BindSecret.Length == 0 ? "" : Encoding.UTF8.GetString(secrets.Open(provider.BindSecret, SealedBindSecret.Context($"{provider.Id}")));

    private static object Values(LdapProvider provider) =>
        new { provider.Id, provider.Name, Settings = Write(provider.Settings), provider.BindSecret, provider.Enabled, provider.Created, provider.Updated };

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, KpandaJson.Options);

    private static T? Read<T>(string text) => JsonSerializer.Deserialize<T>(text, KpandaJson.Options);
}
