using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;

namespace Kpanda.Identity.SecondFactor;

/// <summary>Second factors and recovery codes: secrets are sealed, codes are hashed.</summary>
internal sealed class SecondFactorStore(IStateDatabase database, SecretBox box)
{
    /// <summary>Where the secrets stand.</summary>
    public static readonly SealedColumn SealedSecret = new("second_factors", "secret", "user_id", id => $"identity/second-factor/{id}");

    private const int RecoveryCodes = 10;

    private sealed record Row(byte[] Secret, bool Confirmed, long LastStep);

    public async Task<bool> IsConfirmedAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("SELECT COUNT(*) FROM second_factors WHERE user_id = @user AND confirmed", new { user }, cancellationToken: cancellationToken)) > 0;
    }

    public async Task<int> RecoveryCodesLeftAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT COUNT(*) FROM recovery_codes WHERE user_id = @user", new { user }, cancellationToken: cancellationToken));
    }

    /// <summary>Keeps a secret that counts when it is confirmed; false where one counts already.</summary>
    public async Task<bool> BeginAsync(Guid user, byte[] secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO second_factors (user_id, secret, confirmed, last_step, created) VALUES (@user, @Sealed, FALSE, 0, @now)
            ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0, created = excluded.created WHERE second_factors.confirmed = FALSE
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, new { user, Sealed = box.Seal(secret, ContextOf(user)), now }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Takes a code: each counts once, and none that is older than one that was taken. With <paramref name="confirm"/> it makes a new secret count.</summary>
    public async Task<bool> TakeCodeAsync(Guid user, string code, bool confirm, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition("SELECT secret, confirmed, last_step AS LastStep FROM second_factors WHERE user_id = @user", new { user }, cancellationToken: cancellationToken));
        if (row is null || row.Confirmed == confirm) return false;
        var secret = box.Open(row.Secret, ContextOf(user));
        var step = Totp.StepOf(secret, code, now);
        CryptographicOperations.ZeroMemory(secret);
        if (step is null) return false;
        const string take = "UPDATE second_factors SET last_step = @step, confirmed = TRUE WHERE user_id = @user AND last_step < @step";
        return await connection.ExecuteAsync(new CommandDefinition(take, new { user, step }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Takes a recovery code: it is gone.</summary>
    public async Task<bool> TakeRecoveryCodeAsync(Guid user, string code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM recovery_codes WHERE user_id = @user AND hash = @hash", new { user, hash = Hash(user, code) }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Makes recovery codes in place of those that are left; told once.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Guid user, CancellationToken cancellationToken)
    {
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Readable(Totp.Base32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant()))];
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM recovery_codes WHERE user_id = @user", new { user }, transaction, cancellationToken: cancellationToken));
        foreach (var code in codes)
            await connection.ExecuteAsync(
                new CommandDefinition("INSERT INTO recovery_codes (user_id, hash) VALUES (@user, @hash)", new { user, hash = Hash(user, code) }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    public static async Task RemoveAsync(DbConnection connection, DbTransaction? transaction, Guid user, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])["DELETE FROM recovery_codes WHERE user_id = @user", "DELETE FROM second_factors WHERE user_id = @user"])
            await connection.ExecuteAsync(new CommandDefinition(sql, new { user }, transaction, cancellationToken: cancellationToken));
    }

    public async Task RemoveAsync(Guid user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RemoveAsync(connection, transaction, user, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string Readable(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    // 80 random bits need nothing slower. Spaces, dashes and capitals are how people write them down.
    private static string Hash(Guid user, string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{user}/{plain}")));
    }

    private static string ContextOf(Guid user) => SealedSecret.Context(user.ToString());
}
