using Kpanda.Hosting.Sessions;

namespace Kpanda.Identity.Sessions;

internal sealed class SessionLifetime(Credential credential, SessionRegistry sessions) : ISessionLifetime
{
    public Guid Id => credential.Id;

    public Guid Owner => credential.Person.Id;

    /// <summary>What sign-out ends: the session, also where a token of it asked.</summary>
    public Guid Root => credential.SessionId ?? credential.Id;

    public CancellationToken Ended => sessions.EndedOf(credential.Id);
}
