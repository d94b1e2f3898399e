using System.Globalization;
using System.Text;
using Dapper;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Policies;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;

namespace Kpanda.Identity.SignIn;

/// <summary>
/// Makes guessing slow: after some failures (five, unless a policy says otherwise) each further one doubles the wait, up to fifteen minutes, for the name (whether it exists or not) and, with more patience,
/// for the address. Counted in the database, for all replicas together and over restarts.
/// </summary>
internal sealed class SignInThrottle(IStateDatabase database, SecretBox secrets, TimeProvider time)
{
    private const int MaxRemembered = 50_000;
    private const int AttemptsBetweenClearing = 256;
    private static readonly LockoutPolicy OfAddresses = new(MaxFailures: 50);

    private int _attempts;

    private sealed record Counted(string Key, int WaitsFrom, int Longest, DateTimeOffset Expires, DateTimeOffset BlockedUntil, DateTimeOffset Now);

    /// <summary>Counts an attempt before it is checked, so that attempts at the same time are all counted.</summary>
    /// <param name="name">Whose password or code it is.</param>
    /// <param name="address">Null where the attempt is counted for its address under another name.</param>
    /// <returns>How long to wait, where the attempt must not go on; null where it may.</returns>
    public async Task<Error?> AttemptAsync(string name, string? address, LockoutPolicy policy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counted = new List<Counted>(2);
        if (policy.Enabled) counted.Add(First(NameKey(name), policy, now));
        if (address is not null) counted.Add(First(AddressKey(address), OfAddresses, now));
        if (counted.Count == 0) return null;
        if (Interlocked.Increment(ref _attempts) % AttemptsBetweenClearing == 0) await ClearAsync(now, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        var keys = counted.Select(one => one.Key).ToArray();
        if (await WaitAsync() is { } wait) return wait;
        foreach (var one in counted)
        {
            // Another attempt was faster, and the last that was free.
            if (await connection.ExecuteAsync(new CommandDefinition(Count, one, cancellationToken: cancellationToken)) == 0) return await WaitAsync() ?? Locked(TimeSpan.FromSeconds(1));
        }

        return null;

        async Task<Error?> WaitAsync()
        {
            const string read = "SELECT MAX(blocked_until) FROM sign_in_failures WHERE key IN (@first, @second)";
            var until = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(read, new { first = keys[0], second = keys[^1] }, cancellationToken: cancellationToken)) ?? 0;
            var left = DateTimeOffset.FromUnixTimeMilliseconds(until) - now;
            return left > TimeSpan.Zero ? Locked(left) : null;
        }
    }

    /// <summary>
    /// A right password clears the name, and the attempt does not count for the address: an office has one. The address keeps its failures: one good account must not pay for guessing at
    /// others.
    /// </summary>
    public async Task SuccessAsync(string name, string? address, CancellationToken cancellationToken)
    {
        const string forgive = "UPDATE sign_in_failures SET failures = failures - 1, blocked_until = CASE WHEN failures <= waits_from THEN 0 ELSE blocked_until END WHERE key = @key AND failures > 0";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM sign_in_failures WHERE key = @key", new { key = NameKey(name) }, cancellationToken: cancellationToken));
        if (address is not null) await connection.ExecuteAsync(new CommandDefinition(forgive, new { key = AddressKey(address) }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes what is forgiven, and where somebody makes up names what is beyond the number that is kept: those that wait are kept before those that failed once.</summary>
    /// <param name="kept">How many are kept at most.</param>
    internal async Task ClearAsync(DateTimeOffset now, CancellationToken cancellationToken, int kept = MaxRemembered)
    {
        const string clear = """
            DELETE FROM sign_in_failures WHERE (expires < @now AND blocked_until < @now)
            OR key IN (SELECT key FROM sign_in_failures ORDER BY blocked_until DESC, failures DESC, expires DESC LIMIT 10000 OFFSET @kept)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(clear, new { now, kept }, cancellationToken: cancellationToken));
    }

    // How many there are with this one, and how far that is beyond those that are free.
    private const string Next = "(CASE WHEN f.expires < @Now THEN 1 ELSE f.failures + 1 END)";
    private const string Beyond = $"({Next} - excluded.waits_from)";

    private const string Count = $"""
        INSERT INTO sign_in_failures AS f (key, failures, waits_from, longest, blocked_until, expires) VALUES (@Key, 1, @WaitsFrom, @Longest, @BlockedUntil, @Expires)
        ON CONFLICT (key) DO UPDATE SET failures = {Next}, waits_from = excluded.waits_from, longest = excluded.longest, expires = excluded.expires,
        blocked_until = CASE WHEN {Beyond} < 0 THEN 0
            ELSE @Now + 1000 * (CASE WHEN {Beyond} >= 20 THEN excluded.longest WHEN (1 << {Beyond}) > excluded.longest THEN excluded.longest ELSE 1 << {Beyond} END) END
        WHERE f.blocked_until <= @Now
        """;

    private static Counted First(string key, LockoutPolicy policy, DateTimeOffset now) =>
        new(key, policy.MaxFailures, policy.LongestWaitSeconds, now.AddSeconds(policy.ResetSeconds), policy.MaxFailures > 1 ? DateTimeOffset.UnixEpoch : now.AddSeconds(1), now);

    private static Error Locked(TimeSpan wait) =>
        Error.Of(ErrorCode.ResourceExhausted, "signin.locked", ("seconds", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));

    private string NameKey(string name) => Hidden("name/" + name);

    private string AddressKey(string address) => Hidden("address/" + address);

    private string Hidden(string key) => Convert.ToHexStringLower(secrets.Mark(Encoding.UTF8.GetBytes(key), "identity/sign-in-failures"));
}
