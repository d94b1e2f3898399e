using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

/// <summary>A session or token that something stays open for, and whose it is as last heard. Safe for concurrent use.</summary>
internal sealed class WatchedCredential(Credential credential) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Person _person = credential.Person;
    private long _lastUsed = credential.LastUsed.UtcTicks;

    public CancellationToken Ended => _ended.Token;

    public Person Person => Volatile.Read(ref _person);

    /// <summary>Takes over what the person may do by themselves; false where that is known.</summary>
    public bool TryBecome(Person person)
    {
        if (person.MayAsMuchAs(Person)) return false;
        Volatile.Write(ref _person, person);
        return true;
    }

    /// <summary>Whether a use is worth writing down: the last one is longer ago than <paramref name="every"/>. One caller is told so.</summary>
    public bool TryUse(DateTimeOffset now, TimeSpan every)
    {
        var last = Volatile.Read(ref _lastUsed);
        return now.UtcTicks - last > every.Ticks && Interlocked.CompareExchange(ref _lastUsed, now.UtcTicks, last) == last;
    }

    public Task EndAsync() => _ended.CancelAsync();

    public void Dispose() => _ended.Dispose();
}
