using Dapper;
using Kpanda.KubeModel;
using Kpanda.Storage;

namespace Kpanda.Search.Control;

/// <summary>Reads and writes <c>sync_pauses</c> and <c>sync_checks</c>.</summary>
internal sealed class SyncControlStore(IStateDatabase database)
{
    private const string Whole = "";

    public async Task<IReadOnlyList<(string Cluster, GroupResource? Resource, SyncPause Pause)>> PausesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Cluster, string Resource, string By, long At)>(new CommandDefinition(
            "SELECT cluster, resource, paused_by, paused_at FROM sync_pauses", cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.Cluster, row.Resource == Whole ? (GroupResource?)null : GroupResource.Parse(row.Resource), new SyncPause(row.By, Time(row.At))))];
    }

    public Task PauseAsync(string cluster, GroupResource? resource, SyncPause pause, CancellationToken cancellationToken) => RunAsync(
        """
        INSERT INTO sync_pauses (cluster, resource, paused_by, paused_at) VALUES (@cluster, @resource, @by, @at)
        ON CONFLICT (cluster, resource) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """,
        new { cluster, resource = Word(resource), by = pause.By, at = pause.At.ToUnixTimeMilliseconds() },
        cancellationToken);

    public Task ResumeAsync(string cluster, GroupResource? resource, CancellationToken cancellationToken) =>
        RunAsync("DELETE FROM sync_pauses WHERE cluster = @cluster AND resource = @resource", new { cluster, resource = Word(resource) }, cancellationToken);

    /// <summary>Drops the pause of a cluster that is gone, unless it is another one by now.</summary>
    public Task ForgetPauseAsync(string cluster, GroupResource? resource, SyncPause pause, CancellationToken cancellationToken) => RunAsync(
        "DELETE FROM sync_pauses WHERE cluster = @cluster AND resource = @resource AND paused_at = @at",
        new { cluster, resource = Word(resource), at = pause.At.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Drops what was found in a cluster that is gone.</summary>
    public Task ForgetChecksAsync(string cluster, CancellationToken cancellationToken) => RunAsync("DELETE FROM sync_checks WHERE cluster = @cluster", new { cluster }, cancellationToken);

    public async Task<IReadOnlyList<(string Cluster, GroupResource Resource, KindCheckResult Result)>> ChecksAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<CheckRow>(new CommandDefinition(
            "SELECT cluster, resource, checked_at AS CheckedAt, objects, missing, surplus, stale, repaired, failure FROM sync_checks", cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.Cluster, GroupResource.Parse(row.Resource), new KindCheckResult(
            Time(row.CheckedAt), (int)row.Objects, (int)row.Missing, (int)row.Surplus, (int)row.Stale, row.Repaired, row.Failure)))];
    }

    public Task KeepAsync(string cluster, GroupResource resource, KindCheckResult result, CancellationToken cancellationToken) => RunAsync(
        """
        INSERT INTO sync_checks (cluster, resource, checked_at, objects, missing, surplus, stale, repaired, failure)
        VALUES (@cluster, @resource, @at, @objects, @missing, @surplus, @stale, @repaired, @failure)
        ON CONFLICT (cluster, resource) DO UPDATE SET checked_at = excluded.checked_at, objects = excluded.objects, missing = excluded.missing,
            surplus = excluded.surplus, stale = excluded.stale, repaired = excluded.repaired, failure = excluded.failure
        """,
        new
        {
            cluster,
            resource = Word(resource),
            at = result.At.ToUnixTimeMilliseconds(),
            objects = (long)result.Objects,
            missing = (long)result.Missing,
            surplus = (long)result.Surplus,
            stale = (long)result.Stale,
            repaired = result.Repaired,
            failure = result.Failure,
        },
        cancellationToken);

    private async Task RunAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    private static string Word(GroupResource? resource) => resource?.ToString() ?? Whole;

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed class CheckRow
    {
        public string Cluster { get; init; } = "";

        public string Resource { get; init; } = "";

        public long CheckedAt { get; init; }

        public long Objects { get; init; }

        public long Missing { get; init; }

        public long Surplus { get; init; }

        public long Stale { get; init; }

        public bool Repaired { get; init; }

        public string Failure { get; init; } = "";
    }
}
