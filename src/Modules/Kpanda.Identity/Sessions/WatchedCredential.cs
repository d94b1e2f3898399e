using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

/// <summary>A session or token that something stays open for, and whose it is as last heard. Safe for concurrent use.</summary>
internal sealed class WatchedCredential : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Person _person;
    private long _lastUsed;

    public WatchedCredential(Credential credential)
    {
        (_person, _lastUsed) = (credential.Person, credential.LastUsed.UtcTicks);
        Ended = _ended.Token;
    }

    // Asked also after it has ended and is disposed of: why something ended is told then.
    public CancellationToken Ended { get; }

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
