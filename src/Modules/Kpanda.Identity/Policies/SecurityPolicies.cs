using System.Text.Json;
using Dapper;
using Kpanda.Hosting.Json;
using Kpanda.Storage;

namespace Kpanda.Identity.Policies;

/// <summary>The policies that hold now: from memory, read again every two seconds, so that what is chosen on one replica holds on all of them soon. Safe for concurrent use.</summary>
internal sealed class SecurityPolicies(IStateDatabase database, IdentityOptions options)
{
    private const long BelievedMilliseconds = 2_000;

    private sealed record Known(PolicySet Set, long At);

    private Known? _known;

    public async ValueTask<PolicySet> ReadAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is not null && Environment.TickCount64 - known.At < BelievedMilliseconds) return known.Set;
        var at = Environment.TickCount64;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(string Name, string Value)>(new CommandDefinition("SELECT name, value FROM security_policies", cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);
        var set = new PolicySet { Sessions = Of(rows, new SessionPolicy((int)options.SessionIdle.TotalSeconds, (int)options.SessionLifetime.TotalSeconds)) };
        set = set with
        {
            Password = Of(rows, set.Password),
            Lockout = Of(rows, set.Lockout),
            SecondFactor = Of(rows, set.SecondFactor),
            PerUser = Of(rows, set.PerUser),
        };
        Volatile.Write(ref _known, new(set, at));
        return set;
    }

    public async Task SetAsync<T>(T policy, CancellationToken cancellationToken)
    {
        const string sql = "INSERT INTO security_policies (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        await using (var connection = await database.OpenAsync(cancellationToken))
            await connection.ExecuteAsync(new CommandDefinition(sql, new { name = typeof(T).Name, value = JsonSerializer.Serialize(policy, KpandaJson.Options) }, cancellationToken: cancellationToken));
        Volatile.Write(ref _known, null);
    }

    private static T Of<T>(Dictionary<string, string> rows, T otherwise) =>
        rows.TryGetValue(typeof(T).Name, out var value) ? JsonSerializer.Deserialize<T>(value, KpandaJson.Options) ?? otherwise : otherwise;
}
