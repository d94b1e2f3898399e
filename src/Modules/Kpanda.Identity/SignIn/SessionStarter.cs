using Kpanda.Identity.Access;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.SecondFactor;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.SignIn;

/// <summary>Opens a session with a secret of its own for somebody who has shown who they are: never one that was there before.</summary>
internal sealed class SessionStarter(CredentialStore credentials, SessionRegistry sessions, SecurityPolicies policies, SecondFactorStore factors, TimeProvider time)
{
    private const int LongestAgent = 250;

    /// <summary>Opens it, and hands it to the browser.</summary>
    public async Task<SignInResponse> StartAsync(HttpContext context, UserRecord user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var policy = await policies.ReadAsync(cancellationToken);
        var restriction = await RestrictionOfAsync(user, policy, now, cancellationToken);
        var (secret, token) = (SecretToken.New(), SecretToken.New());
        var expires = now + TimeSpan.FromSeconds(policy.Sessions.LifetimeSeconds);
        var sessionId = Guid.CreateVersion7(now);
        var agent = context.Request.Headers.UserAgent.ToString();
        var session = new CredentialStore.NewCredential(sessionId, Credential.Session, user.Id, null, "", SecretToken.Hash(secret), now, expires)
        {
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
            Agent = agent.Length > LongestAgent ? agent[..LongestAgent] : agent,
            Restriction = restriction,
        };
        await credentials.AddAsync(
            [session, new(Guid.CreateVersion7(now), Credential.Token, user.Id, sessionId, "", SecretToken.Hash(token), now, expires) { Restriction = restriction }],
            now,
            policy.PerUser.Enabled ? policy.PerUser.Number : null,
            cancellationToken);
        if (policy.PerUser.Enabled) await sessions.NoticeChangesAsync(cancellationToken);
        context.Features.Set(new Person(user.Id, user.Name, [], IsPlatformAdministrator: false));
        SessionCookies.Write(context, secret);
        context.Response.Headers.CacheControl = "no-store";
        return new SignInResponse(token, expires) { Next = restriction.Length == 0 ? null : restriction };
    }

    /// <summary>Ends every session of a person, and opens a new session for the one who asks: what they may do has changed.</summary>
    public async Task<SignInResponse> StartAnewAsync(HttpContext context, UserRecord user, CancellationToken cancellationToken)
    {
        await sessions.EndSessionsOfAsync(user.Id, null, cancellationToken);
        return await StartAsync(context, user, cancellationToken);
    }

    private async Task<string> RestrictionOfAsync(UserRecord user, PolicySet policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (user.TemporaryPassword) return Restriction.Password;
        if (policy.Password.ExpireDays > 0 && user.Password.Length > 0 && now - user.PasswordSet > TimeSpan.FromDays(policy.Password.ExpireDays)) return Restriction.Password;
        return await factors.IsConfirmedAsync(user.Id, cancellationToken) || !await credentials.MustHaveSecondFactorAsync(user.Id, policy.SecondFactor, cancellationToken)
            ? Restriction.None
            : Restriction.Enrol;
    }
}
