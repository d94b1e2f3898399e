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
        INSERT INTO audit (id, at, person_id, person, address, agent, via, cluster, verb, api_group, resource, subresource, namespace, name, status, milliseconds, request_id, times, detail)
        VALUES (@Id, @At, @PersonId, @Person, @Address, @Agent, @Via, @Cluster, @Verb, @Group, @Resource, @Subresource, @Namespace, @Name, @Status, @Milliseconds, @RequestId, @Times, @Detail)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, milliseconds = excluded.milliseconds, times = excluded.times
        """;

    /// <summary>Writes some records in one transaction. One that was begun before gets its end, one of a repeated refusal its new count.</summary>
    public async Task WriteAsync(IReadOnlyCollection<AuditRecord> records, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var record in records)
            await connection.ExecuteAsync(new CommandDefinition(Insert, AuditRow.Of(record), transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes what is older; a little at a time, so that nobody who writes waits for long.</summary>
    /// <param name="kube">Whether calls of the native API, or those of console and product API.</param>
    /// <returns>How many.</returns>
    public async Task<long> ClearAsync(bool kube, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        // Ids are ordered by time.
        return await DeleteAsync(connection, $"{WayIs(kube)} AND id < @border", new { border = FirstIdAt(before) }, long.MaxValue, cancellationToken);
    }

    /// <summary>
    /// Removes the oldest beyond a number, from those who have most: whoever has no more than a fair share of the number loses nothing, whatever others do. Returns how many.
    /// </summary>
    public async Task<long> ShareAsync(long most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var people = (await connection.QueryAsync<(string Person, long Records)>(
            new CommandDefinition("SELECT person, COUNT(*) FROM audit GROUP BY person", cancellationToken: cancellationToken))).ToList();
        var share = FairShare.Of(most, people.Select(one => one.Records));
        long removed = 0;
        foreach (var (person, records) in people.Where(one => one.Records > share))
            removed += await DeleteAsync(connection, "person = @person", new { person }, records - share, cancellationToken);
        return removed;
    }

    /// <summary>The condition on rows of one of the two records.</summary>
    public static string WayIs(bool kube) => kube ? "via = 'gateway'" : "via <> 'gateway'";

    /// <summary>The lowest id that a record of this moment can have.</summary>
    public static string FirstIdAt(DateTimeOffset at)
    {
        var milliseconds = Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        return $"{milliseconds[..8]}-{milliseconds[8..]}-0000-0000-000000000000";
    }

    private static async Task<long> DeleteAsync(DbConnection connection, string where, object values, long most, CancellationToken cancellationToken)
    {
        long all = 0;
        while (true)
        {
            var limit = Math.Min(DeletedAtOnce, most - all);
            var sql = $"DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE {where} ORDER BY id LIMIT {limit})";
            var deleted = await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
            all += deleted;
            if (deleted < DeletedAtOnce || all == most) return all;
        }
    }
}
