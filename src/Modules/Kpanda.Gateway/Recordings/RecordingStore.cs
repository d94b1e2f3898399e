using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Kpanda.Storage;

namespace Kpanda.Gateway.Recordings;

/// <summary>
/// Keeps recordings in the state database, in parts: so every replica can show them, they are in its backup, and they outlive a server that is killed. Named by their audit record, whose ids
/// are ordered by time. Safe for concurrent use.
/// </summary>
internal sealed class RecordingStore(IStateDatabase database, GatewayOptions options, TimeProvider time)
{
    /// <summary>Adds a part.</summary>
    public async Task AppendAsync(Guid audit, int part, string content, CancellationToken cancellationToken)
    {
        const string insert = "INSERT INTO terminal_recordings (audit, part, content, size) VALUES (@audit, @part, @content, @size)";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(insert, new { audit, part, content, size = (long)content.Length }, cancellationToken: cancellationToken));
    }

    /// <summary>Whether there is one.</summary>
    public async Task<bool> HasAsync(Guid audit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COUNT(*) FROM terminal_recordings WHERE audit = @audit AND part = 0", new { audit }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Its parts, one at a time.</summary>
    public async IAsyncEnumerable<string> ReadAsync(Guid audit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var part = 0; ; part++)
        {
            string? content;
            await using (var connection = await database.OpenAsync(cancellationToken))
            {
                const string select = "SELECT content FROM terminal_recordings WHERE audit = @audit AND part = @part";
                content = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(select, new { audit, part }, cancellationToken: cancellationToken));
            }

            if (content is null) yield break;
            yield return content;
        }
    }

    /// <summary>Removes what is too old, and the oldest of what is too much.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var border = FirstIdAt(time.GetUtcNow() - options.RecordKeep);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM terminal_recordings WHERE audit < @border", new { border }, cancellationToken: cancellationToken));
        const string sizes = "SELECT audit, SUM(size) AS size FROM terminal_recordings GROUP BY audit ORDER BY audit DESC";
        var all = await connection.QueryAsync<(Guid Audit, long Size)>(new CommandDefinition(sizes, cancellationToken: cancellationToken));
        long sum = 0;
        foreach (var (audit, size) in all)
        {
            sum += size;
            if (sum > options.RecordMost) await connection.ExecuteAsync(new CommandDefinition("DELETE FROM terminal_recordings WHERE audit = @audit", new { audit }, cancellationToken: cancellationToken));
        }
    }

    private static string FirstIdAt(DateTimeOffset at)
    {
        var milliseconds = Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        return $"{milliseconds[..8]}-{milliseconds[8..]}-0000-0000-000000000000";
    }
}
