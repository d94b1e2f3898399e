using System.Data.Common;
using System.Globalization;
using Dapper;
using Kpanda.Storage;

namespace Kpanda.Identity.Audit;

/// <summary>Writes and clears <c>audit</c>.</summary>
internal sealed class AuditStore(IStateDatabase database)
{
    private const int DeletedAtOnce = 5_000;

    private const string Insert = """
        INSERT INTO audit (id, at, person_id, person, address, agent, via, cluster, verb, api_group, resource, subresource, namespace, name, status, milliseconds, request_id)
        VALUES (@Id, @At, @PersonId, @Person, @Address, @Agent, @Via, @Cluster, @Verb, @Group, @Resource, @Subresource, @Namespace, @Name, @Status, @Milliseconds, @RequestId)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, milliseconds = excluded.milliseconds
        """;

    /// <summary>Writes some records in one transaction. One that was begun before gets its end.</summary>
    public async Task WriteAsync(IReadOnlyCollection<AuditRecord> records, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var record in records)
            await connection.ExecuteAsync(new CommandDefinition(Insert, AuditRow.Of(record), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes what is older, and the oldest beyond a number; a little at a time, so that nobody who writes waits for long. Returns how many.</summary>
    public async Task<long> ClearAsync(DateTimeOffset before, long most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        // Ids are ordered by time, so one id is the border of both rules.
        var oldest = FirstIdAt(before);
        var beyond = await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition("SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET @most", new { most }, cancellationToken: cancellationToken));
        return await DeleteAsync(connection, "id < @border", oldest, cancellationToken)
            + (beyond is null ? 0 : await DeleteAsync(connection, "id <= @border", beyond, cancellationToken));
    }

    /// <summary>The lowest id that a record of this moment can have.</summary>
    public static string FirstIdAt(DateTimeOffset at)
    {
        var milliseconds = Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        return $"{milliseconds[..8]}-{milliseconds[8..]}-0000-0000-000000000000";
    }

    private static async Task<long> DeleteAsync(DbConnection connection, string where, string border, CancellationToken cancellationToken)
    {
        long all = 0;
        var sql = $"DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE {where} ORDER BY id LIMIT {DeletedAtOnce})";
        while (true)
        {
            var deleted = await connection.ExecuteAsync(new CommandDefinition(sql, new { border }, cancellationToken: cancellationToken));
            all += deleted;
            if (deleted < DeletedAtOnce) return all;
        }
    }
}
