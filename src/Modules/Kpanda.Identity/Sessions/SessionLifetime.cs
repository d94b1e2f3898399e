using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;

namespace Kpanda.Identity.Sessions;

internal sealed class SessionLifetime(Credential credential, SessionRegistry sessions) : ISessionLifetime, IPersonSource
{
    private readonly Lazy<WatchedCredential> _watched = new(() => sessions.Watch(credential));

    public Credential Credential => credential;

    public Guid Id => credential.Id;

    public Guid Owner => credential.Person.Id;

    /// <summary>What sign-out ends: the session, also where a token of it asked.</summary>
    public Guid Root => credential.SessionId ?? credential.Id;

    public CancellationToken Ended => _watched.Value.Ended;

    public Person Current => _watched.Value.Person;

    public Task UseAsync(CancellationToken cancellationToken) => sessions.UseAsync(credential.Id, _watched.Value, cancellationToken);
}
