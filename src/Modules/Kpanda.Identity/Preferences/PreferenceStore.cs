using Dapper;
using Kpanda.Storage;

namespace Kpanda.Identity.Preferences;

/// <summary>Reads and writes <c>preferences</c>.</summary>
internal sealed class PreferenceStore(IStateDatabase database)
{
    public async Task<Dictionary<string, string?>> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string Value)>(
            new CommandDefinition("SELECT name, value FROM preferences WHERE user_id = @userId", new { userId }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Name, string? (row) => row.Value, StringComparer.Ordinal);
    }

    /// <summary>Applies a change as a whole.</summary>
    /// <returns>False, and nothing is changed, where there would be more than <paramref name="most"/>.</returns>
    public async Task<bool> ChangeAsync(Guid userId, IReadOnlyDictionary<string, string?> values, int most, CancellationToken cancellationToken)
    {
        const string upsert = "INSERT INTO preferences (user_id, name, value) VALUES (@userId, @name, @value) ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value";
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (name, value) in values)
        {
            var sql = value is null ? "DELETE FROM preferences WHERE user_id = @userId AND name = @name" : upsert;
            await connection.ExecuteAsync(new CommandDefinition(sql, new { userId, name, value }, transaction, cancellationToken: cancellationToken));
        }

        var count = await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("SELECT COUNT(*) FROM preferences WHERE user_id = @userId", new { userId }, transaction, cancellationToken: cancellationToken));
        if (count > most) return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
