using System.Collections.Concurrent;
using Kpanda.Identity.Policies;

namespace Kpanda.Identity.SignIn;

/// <summary>
/// Makes guessing slow: after some failures (five, unless a policy says otherwise) each further one doubles the wait, up to fifteen minutes, for the name (whether it exists or not) and, with more patience,
/// for the address. Kept in memory: a restart forgives, and each replica counts for itself.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int FreePerAddress = 50;
    private const int MaxRemembered = 50_000;
    private static readonly LockoutPolicy OfAddresses = new(MaxFailures: FreePerAddress);
    private static readonly TimeSpan LongestOfAll = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    private sealed record Failures(int Count, DateTimeOffset BlockedUntil, DateTimeOffset Last);

    /// <summary>How long to wait before the next attempt; zero for not at all.</summary>
    /// <param name="address">Null where the attempt is counted for its address under another name.</param>
    public TimeSpan WaitFor(string name, string? address)
    {
        var until = Max(BlockedUntil(NameKey(name)), address is null ? DateTimeOffset.MinValue : BlockedUntil(AddressKey(address)));
        var wait = until - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Counts an attempt before its password is checked, so that attempts at the same time are all counted.</summary>
    public void Attempt(string name, string? address, LockoutPolicy policy)
    {
        if (_failures.Count > MaxRemembered) ForgetOld();
        if (policy.Enabled) Count(NameKey(name), policy);
        if (address is not null) Count(AddressKey(address), OfAddresses);
    }

    /// <summary>
    /// A right password clears the name, and the attempt does not count for the address: an office has one. The address keeps its failures: one good account must not pay for guessing at
    /// others.
    /// </summary>
    public void Success(string name, string? address)
    {
        _failures.TryRemove(NameKey(name), out _);
        if (address is null) return;
        var key = AddressKey(address);
        while (_failures.TryGetValue(key, out var known))
        {
            var count = known.Count - 1;
            var left = known with { Count = count, BlockedUntil = count < FreePerAddress ? DateTimeOffset.MinValue : known.BlockedUntil };
            if (count == 0 ? _failures.TryRemove(new(key, known)) : _failures.TryUpdate(key, left, known)) return;
        }
    }

    private static string NameKey(string name) => "name/" + name;

    private static string AddressKey(string address) => "address/" + address;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private DateTimeOffset BlockedUntil(string key) => _failures.TryGetValue(key, out var failures) ? failures.BlockedUntil : DateTimeOffset.MinValue;

    private void Count(string key, LockoutPolicy policy)
    {
        var now = time.GetUtcNow();
        _failures.AddOrUpdate(
            key,
            _ => new Failures(1, DateTimeOffset.MinValue, now),
            (_, known) =>
            {
                var count = now - known.Last > TimeSpan.FromSeconds(policy.ResetSeconds) ? 1 : known.Count + 1;
                return new Failures(count, count < policy.MaxFailures ? DateTimeOffset.MinValue : now + Wait(count - policy.MaxFailures, policy.LongestWaitSeconds), now);
            });
    }

    private static TimeSpan Wait(int beyond, int longest) => TimeSpan.FromSeconds(beyond >= 20 ? longest : Math.Min(1 << beyond, longest));

    private void ForgetOld()
    {
        var before = time.GetUtcNow() - LongestOfAll;
        foreach (var (key, failures) in _failures)
        {
            if (failures.Last < before && failures.BlockedUntil < before) _failures.TryRemove(key, out _);
        }

        // Still too many: somebody makes up names. Forgetting forgives a few attempts; growing would cost the server.
        if (_failures.Count > MaxRemembered) _failures.Clear();
    }
}
