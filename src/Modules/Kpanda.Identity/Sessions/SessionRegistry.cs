using System.Collections.Concurrent;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Policies;

namespace Kpanda.Identity.Sessions;

/// <summary>
/// Answers whose session or token a secret is, and tells those who hold something open when it ends. What it read it believes for two seconds: that is how long a
/// sign-out on another replica may take to be noticed here; one on this replica counts at once. A person whose platform role has become another one is told as a change of
/// their rights.
/// </summary>
internal sealed class SessionRegistry(CredentialStore store, SecurityPolicies policies, RightsChanges rights, TimeProvider time) : IDisposable
{
    private const int MaxRemembered = 20_000;
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Credential> _remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, WatchedCredential> _watched = new();

    /// <summary>The good session or token with this secret; null where there is none.</summary>
    public async Task<Credential?> FindAsync(string kind, string secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = SecretToken.Hash(secret);
        if (!_remembered.TryGetValue(hash, out var credential) || credential.Kind != kind || now - credential.Read > Believed)
        {
            credential = await store.FindAsync(kind, hash, now, cancellationToken);
            if (credential is null)
            {
                _remembered.TryRemove(hash, out _);
                return null;
            }
        }

        if (!credential.IsGood(now, await IdleAsync(cancellationToken))) return null;
        if (now - credential.LastUsed > TouchEvery)
        {
            await store.TouchAsync(credential.Id, now, cancellationToken);
            credential = credential with { LastUsed = now };
        }

        if (_remembered.Count >= MaxRemembered) _remembered.Clear();
        _remembered[hash] = credential;
        return credential;
    }

    /// <summary>Looks after a session or token from now on until it ends.</summary>
    public WatchedCredential Watch(Credential credential) => _watched.GetOrAdd(credential.Id, static (_, credential) => new WatchedCredential(credential), credential);

    /// <summary>Counts as a use of a session or token that is looked after.</summary>
    public async Task UseAsync(Guid id, WatchedCredential watched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (watched.TryUse(now, TouchEvery)) await store.TouchAsync(id, now, cancellationToken);
    }

    /// <summary>Ends one session and the tokens issued with it, or one token.</summary>
    public async Task EndAsync(Guid id, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(id, cancellationToken);
        await ForgetAsync(cancellationToken);
    }

    /// <summary>Ends the sessions of a person with the tokens that were issued with them, but for one; access tokens stay.</summary>
    public async Task EndSessionsOfAsync(Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        await store.RemoveSessionsOfAsync(userId, except, cancellationToken);
        await ForgetAsync(cancellationToken);
    }

    /// <summary>People, groups or roles have been changed on this replica: nothing that was believed before counts any more, and whoever is touched is told.</summary>
    public Task NoticeChangesAsync(CancellationToken cancellationToken) => ForgetAsync(cancellationToken);

    /// <summary>Tells the watchers of every session and token that has ended, and of every person whose groups or roles have changed, wherever that was decided.</summary>
    public async Task NoticeEndsAsync(CancellationToken cancellationToken)
    {
        if (_watched.IsEmpty) return;
        var ids = _watched.Keys.ToList();
        var good = await store.GoodAsync(ids, time.GetUtcNow(), await IdleAsync(cancellationToken), cancellationToken);
        var changed = new HashSet<Guid>();
        foreach (var id in ids)
        {
            if (good.TryGetValue(id, out var person))
            {
                if (_watched.TryGetValue(id, out var known) && known.TryBecome(person)) changed.Add(person.Id);
            }
            else if (_watched.TryRemove(id, out var ended))
            {
                await ended.EndAsync();
                ended.Dispose();
            }
        }

        if (changed.Count == 0) return;

        // Whoever is told asks at once: no answer may come from what was believed before.
        _remembered.Clear();
        foreach (var person in changed) rights.Tell(person);
    }

    public void Dispose()
    {
        foreach (var watched in _watched.Values) watched.Dispose();
    }

    private async ValueTask<TimeSpan> IdleAsync(CancellationToken cancellationToken) => TimeSpan.FromSeconds((await policies.ReadAsync(cancellationToken)).Sessions.IdleSeconds);

    private Task ForgetAsync(CancellationToken cancellationToken)
    {
        _remembered.Clear();
        return NoticeEndsAsync(cancellationToken);
    }
}
