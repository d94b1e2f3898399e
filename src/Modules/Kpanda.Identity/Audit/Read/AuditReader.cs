using Dapper;
using Kpanda.Hosting.Paging;
using Kpanda.Storage;

namespace Kpanda.Identity.Audit.Read;

/// <summary>Reads <c>audit</c>, the newest first.</summary>
internal sealed class AuditReader(IStateDatabase database)
{
    private const int ReadAtOnce = 1_000;

    // Aliases in the case of the row's fields: names that come back in lower case are matched without regard to it.
    private const string Columns =
        "id, at, person_id AS PersonId, person, address, agent, via, cluster, verb, api_group AS \"Group\", resource, subresource, namespace, name, status, milliseconds, request_id AS RequestId, times, detail";

    /// <summary>One page, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<AuditRow> Rows, int Total)> PageAsync(string where, DynamicParameters values, PageRequest page, CancellationToken cancellationToken)
    {
        values.Add("limit", page.PageSize);
        values.Add("offset", page.Offset);
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) FROM audit WHERE {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<AuditRow>(
            new CommandDefinition($"SELECT {Columns} FROM audit WHERE {where} ORDER BY id DESC LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }

    /// <summary>One record; null where there is none.</summary>
    public async Task<AuditRow?> FindAsync(Guid id, bool kube, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<AuditRow>(new CommandDefinition($"SELECT {Columns} FROM audit WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        return row is not null && row.Via == AuditRow.WordOf(AuditVia.Gateway) == kube ? row : null;
    }

    /// <summary>All of them, some at a time: what is read is not held.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(string where, DynamicParameters values, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        values.Add("limit", ReadAtOnce);
        var last = "g"; // behind every id
        while (true)
        {
            values.Add("last", last);
            List<AuditRow> rows;
            await using (var connection = await database.OpenAsync(cancellationToken))
            {
                var command = new CommandDefinition($"SELECT {Columns} FROM audit WHERE {where} AND id < @last ORDER BY id DESC LIMIT @limit", values, cancellationToken: cancellationToken);
                rows = [.. await connection.QueryAsync<AuditRow>(command)];
            }

            foreach (var row in rows) yield return row;
            if (rows.Count < ReadAtOnce) yield break;
            last = rows[^1].Id.ToString();
        }
    }
}
