using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.SecondFactor;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.SignIn;

/// <summary>
/// Checks name and password, then the second factor where there is one, and starts a session. What it refuses it refuses alike, whether the name exists or not. Between the two steps there is no session,
/// only a challenge that is good for the second step and for five minutes.
/// </summary>
internal sealed partial class SignInHandler(
    UserStore users,
    PasswordChecks passwords,
    CredentialStore credentials,
    SecondFactorStore factors,
    SecurityPolicies policies,
    SessionStarter starter,
    SignInThrottle throttle,
    TimeProvider time,
    ILogger<SignInHandler> logger)
{
    private static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(5);

    public async Task<Result<SignInResponse>> HandleAsync(HttpContext context, string name, string password, CancellationToken cancellationToken)
    {
        var address = AddressOf(context);
        var policy = await policies.ReadAsync(cancellationToken);
        var key = $"password/{name}";
        if (Locked(key, address) is { } locked) return locked;
        throttle.Attempt(key, address, policy.Lockout);
        var user = await users.FindByNameAsync(name, cancellationToken);
        if (!await passwords.VerifyAsync(password, user?.Password, cancellationToken) || user is not { Enabled: true })
        {
            Log.Refused(logger, address);
            return Error.Of(ErrorCode.Unauthenticated, "signin.refused");
        }

        throttle.Success(key, address);
        if (passwords.IsOutdated(user.Password)) await users.RehashAsync(user.Id, await passwords.HashAsync(password, cancellationToken), cancellationToken);
        return await factors.IsConfirmedAsync(user.Id, cancellationToken) ? await ChallengeAsync(context, user, cancellationToken) : await starter.StartAsync(context, user, cancellationToken);
    }

    /// <summary>The second step: a code of the authenticator app, or a recovery code.</summary>
    public async Task<Result<SignInResponse>> HandleCodeAsync(HttpContext context, string challenge, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var address = AddressOf(context);
        var policy = await policies.ReadAsync(cancellationToken);
        var found = await credentials.FindAsync(Credential.Challenge, SecretToken.Hash(challenge), now, cancellationToken);
        if (found is null || !found.IsGood(now, ChallengeLifetime)) return Error.Of(ErrorCode.Unauthenticated, "signin.challenge");
        // Counted for the person, whichever challenge it is: who has the password could have as many as they like.
        var key = $"code/{found.Person.Id}";
        if (Locked(key, address) is { } locked) return locked;
        throttle.Attempt(key, address, policy.Lockout with { Enabled = true });
        var user = await users.FindAsync(found.Person.Id, cancellationToken);
        if (user is not { Enabled: true } || !(await factors.TakeCodeAsync(user.Id, code, confirm: false, now, cancellationToken) || await factors.TakeRecoveryCodeAsync(user.Id, code, cancellationToken)))
        {
            Log.RefusedCode(logger, address);
            return Error.Of(ErrorCode.Unauthenticated, "signin.code");
        }

        throttle.Success(key, address);
        // One challenge, one session: whoever comes second has none.
        if (!await credentials.RemoveAsync(found.Id, cancellationToken)) return Error.Of(ErrorCode.Unauthenticated, "signin.challenge");
        return await starter.StartAsync(context, user, cancellationToken);
    }

    private async Task<SignInResponse> ChallengeAsync(HttpContext context, UserRecord user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = SecretToken.New();
        var expires = now + ChallengeLifetime;
        await credentials.AddAsync([new(Guid.CreateVersion7(now), Credential.Challenge, user.Id, null, "", SecretToken.Hash(secret), now, expires)], now, null, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return new SignInResponse("", expires) { Next = "code", Challenge = secret };
    }

    private Error? Locked(string key, string address)
    {
        var wait = throttle.WaitFor(key, address);
        if (wait <= TimeSpan.Zero) return null;
        Log.Locked(logger, address);
        return Error.Of(ErrorCode.ResourceExhausted, "signin.locked", ("seconds", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    // The name is not logged: people type their password into the name field.
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: wrong name or password")]
        public static partial void Refused(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: wrong code")]
        public static partial void RefusedCode(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: too many failed attempts")]
        public static partial void Locked(ILogger logger, string address);
    }
}
